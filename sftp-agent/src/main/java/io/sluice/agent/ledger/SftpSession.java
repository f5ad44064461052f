package io.sluice.agent.ledger;

import io.sluice.contracts.account.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One live log-in: its open handles, and the request whose end is not known yet.
final class SftpSession {
    final long process;
    final String id;
    final AccountId account;
    private final List<Handle> handles = new ArrayList<>();
    private @Nullable Doubt doubt;

    SftpSession(long process, String id, AccountId account) {
        this.process = process;
        this.id = id;
        this.account = account;
    }

    /// An open handle.
    record Handle(String path, boolean forWriting) {}

    /// A request that was logged before it was tried.
    record Doubt(SpoolLine line, SftpMessage request, long since) {}

    void opened(SftpMessage.Opened opened) {
        handles.add(new Handle(opened.path(), opened.forWriting()));
    }

    /// Takes the handle that a close is about; empty when its opening is not known.
    Optional<Handle> close(SftpMessage.Closed closed) {
        // Where the path is open for reading and for writing, the bytes tell which it is.
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

    void doubt(SpoolLine line, SftpMessage request, long now) {
        doubt = new Doubt(line, request, now);
    }

    Optional<Doubt> doubt() {
        return Optional.ofNullable(doubt);
    }

    Optional<Doubt> takeDoubt() {
        var taken = Optional.ofNullable(doubt);
        doubt = null;
        return taken;
    }
}
