package io.sluice.agent.ledger;

import io.sluice.contracts.account.AccountId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// One live log-in: its open handles, and the request whose outcome is not known yet.
final class SftpSession {
    private static final int MOST_DOUBTFUL = 1000;

    final long process;
    final String id;
    final AccountId account;
    private final List<Handle> handles = new ArrayList<>();
    private final SequencedSet<String> doubtful = new LinkedHashSet<>();
    private @Nullable Pending pending;
    private @Nullable String lastClosed;
    private boolean answerDue;

    SftpSession(long process, String id, AccountId account) {
        this.process = process;
        this.id = id;
        this.account = account;
    }

    /// An open handle.
    ///
    /// @param failed whether a write through it failed
    record Handle(String path, boolean forWriting, boolean failed) {
        private Handle withFailedWrite() {
            return new Handle(path, forWriting, true);
        }
    }

    /// A request that sshd logged and may still refuse.
    record Pending(SpoolLine line, SftpMessage request, long since) {}

    void opened(SftpMessage.Opened opened) {
        handles.add(new Handle(opened.path(), opened.forWriting(), false));
        doubtful.remove(opened.path());
    }

    /// Removes the handle that a close refers to; empty when its opening is not known.
    Optional<Handle> close(SftpMessage.Closed closed) {
        // When the path is open for reading and for writing, the written bytes decide which handle it is.
        var found = handles.stream()
                .filter(handle -> handle.path().equals(closed.path()))
                .min(Comparator.comparing(handle -> handle.forWriting() != closed.written() > 0));
        found.ifPresent(handles::remove);
        return found;
    }

    boolean isWriting() {
        return handles.stream().anyMatch(Handle::forWriting);
    }

    /// Notes a failed write of the given path. sshd cuts a long path; when none fits, it may be any open
    /// upload.
    void failed(String path) {
        var known = handles.stream()
                .anyMatch(handle -> handle.forWriting() && handle.path().equals(path));
        handles.replaceAll(handle ->
                handle.forWriting() && (!known || handle.path().equals(path)) ? handle.withFailedWrite() : handle);
    }

    /// Notes a failed write of unknown path.
    void failed() {
        handles.replaceAll(handle -> handle.forWriting() ? handle.withFailedWrite() : handle);
    }

    /// Notes an opening for which a failure was logged that may be the failure of its first write.
    void doubt(String path) {
        doubtful.add(path);
        if (doubtful.size() > MOST_DOUBTFUL) {
            doubtful.removeFirst();
        }
    }

    /// Whether the opening of the path was in doubt; it is not any more.
    boolean takeDoubt(String path) {
        return doubtful.remove(path);
    }

    /// To be called for each message but a failure.
    ///
    /// @param due whether a failure right after it is its own
    void logged(boolean due) {
        answerDue = due;
        lastClosed = null;
    }

    /// Notes that the message just logged closes an upload: a failure right after it is that of the close.
    void closed(String path) {
        lastClosed = path;
    }

    Optional<String> lastClosed() {
        return Optional.ofNullable(lastClosed);
    }

    /// Whether a failure that was just logged is that of the message before.
    boolean takeAnswer() {
        var due = answerDue;
        logged(false);
        return due;
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
