package io.sluice.agent.ledger;

import io.sluice.contracts.account.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One live log-in: its open handles, and the request whose outcome is not known yet.
final class SftpSession {
    final long process;
    final String id;
    final AccountId account;
    private final List<Handle> handles = new ArrayList<>();
    private @Nullable Pending pending;

    SftpSession(long process, String id, AccountId account) {
        this.process = process;
        this.id = id;
        this.account = account;
    }

    /// An open handle.
    record Handle(String path, boolean forWriting) {}

    /// A request that sshd logged and may still refuse.
    record Pending(SpoolLine line, SftpMessage request, long since) {}

    void opened(SftpMessage.Opened opened) {
        handles.add(new Handle(opened.path(), opened.forWriting()));
    }

    /// Removes the handle that a close refers to; empty when its opening is not known.
    Optional<Handle> close(SftpMessage.Closed closed) {
        // When the path is open for reading and for writing, the written bytes decide which handle it is.
        var writing = new Handle(closed.path(), true);
        var reading = new Handle(closed.path(), false);
        for (var candidate : closed.written() > 0 ? List.of(writing, reading) : List.of(reading, writing)) {
            if (handles.remove(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    List<Handle> handles() {
        return List.copyOf(handles);
    }

    void restore(List<Handle> open) {
        handles.addAll(open);
    }

    void await(SpoolLine line, SftpMessage request, long now) {
        pending = new Pending(line, request, now);
    }

    Optional<Pending> pending() {
        return Optional.ofNullable(pending);
    }

    Optional<Pending> takePending() {
        var taken = Optional.ofNullable(pending);
        pending = null;
        return taken;
    }
}
