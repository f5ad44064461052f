package io.sluice.agent.ledger;

import io.sluice.agent.folder.AdoptFolders;
import io.sluice.agent.ledger.SftpSession.Pending;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import io.sluice.sftpserver.file.LedgerFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/// Makes ledger lines from sshd's log, session by session. For one thread.
///
/// sshd logs a request right before it carries it out, and logs a failure without its request. So a request
/// stays pending until the next message of its session:
///
/// | then follows | the request |
/// |---|---|
/// | a message other than a failure | is recorded |
/// | nothing for 200 ms, and the disk shows that it was carried out | is recorded |
/// | a failure | is not recorded, whatever the disk shows |
///
/// Writes are not logged. A failed one is named by an error line, or by a failure that belongs to no request;
/// the close of its handle is recorded with it. One case is ambiguous: the status `Failure` right after an
/// opening may be the failure of the first write. Then a close that follows shows that the file was opened.
///
/// Lines that a previous agent recorded only rebuild the state.
public final class RecordUploads {
    private static final Duration FAILURE_FOLLOWS_WITHIN = Duration.ofMillis(200);

    private final IntFunction<Optional<AccountId>> accounts;
    private final LedgerFile ledger;
    private final BiPredicate<AccountId, SftpMessage> wasDone;
    private final AdoptFolders folders;
    private final Consumer<Instant> volumeFull;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Map<Long, SftpSession> sessions = new HashMap<>();

    /// @param chroots the folder with the accounts' chroots, to check there what was carried out
    /// @param folders learns about folders that tenants made
    /// @param volumeFull learns when a write failed for want of room
    public RecordUploads(
            IntFunction<Optional<AccountId>> accounts,
            LedgerFile ledger,
            Path chroots,
            AdoptFolders folders,
            Consumer<Instant> volumeFull,
            Clock clock) {
        this(accounts, ledger, new OnDisk(chroots)::wasDone, folders, volumeFull, clock, System::nanoTime);
    }

    RecordUploads(
            IntFunction<Optional<AccountId>> accounts,
            LedgerFile ledger,
            BiPredicate<AccountId, SftpMessage> wasDone,
            AdoptFolders folders,
            Consumer<Instant> volumeFull,
            Clock clock,
            LongSupplier nanoTime) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.wasDone = wasDone;
        this.folders = folders;
        this.volumeFull = volumeFull;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    void take(SpoolLine line) {
        var account = accounts.apply(line.user());
        if (account.isEmpty()) {
            return;
        }
        var message = SftpMessage.parse(line.message());
        if (message instanceof SftpMessage.SessionBegan) {
            end(line.process(), line.at(), Optional.empty());
        }
        var session = sessions.computeIfAbsent(
                line.process(),
                process -> new SftpSession(process, process + "-" + line.at().toEpochMilli(), account.get()));
        if (message instanceof SftpMessage.Refused refused) {
            refused(session, line, refused);
            return;
        }
        settle(session);
        session.logged(!(message instanceof SftpMessage.SessionBegan));
        switch (message) {
            case SftpMessage.Opened _, SftpMessage.Renamed _, SftpMessage.Removed _, SftpMessage.MadeFolder _ ->
                session.await(line, message, nanoTime.getAsLong());
            case SftpMessage.Closed closed -> closed(session, line, closed);
            case SftpMessage.WriteFailed failed -> writeFailed(session, line, failed);
            case SftpMessage.SessionEnded _ -> end(line.process(), line.at(), Optional.of(line.sequence()));
            case SftpMessage.SessionBegan _, SftpMessage.Refused _, SftpMessage.Other _ -> {}
        }
    }

    private void refused(SftpSession session, SpoolLine line, SftpMessage.Refused refused) {
        var pending = session.takePending();
        var closed = session.lastClosed();
        var answersRequest = session.takeAnswer();
        if (pending.isPresent()) {
            refused(session, pending.get(), refused);
        } else if (closed.isPresent()) {
            record(failed(line(LedgerEvent.FORCED_CLOSE, session, line), closed.get(), 0));
        } else if (!answersRequest && refused.isGeneral()) {
            session.failed();
        }
    }

    private void refused(SftpSession session, Pending pending, SftpMessage.Refused refused) {
        if (!refused.isGeneral()) {
            return;
        }
        if (pending.request() instanceof SftpMessage.Opened opened) {
            if (opened.forWriting()) {
                session.doubt(opened.path());
            }
        } else if (session.isWriting() && wasDone.test(session.account, pending.request())) {
            // A write of an upload failed after the request was carried out.
            session.failed();
            carriedOut(session, pending);
        }
    }

    /// Records requests that no message followed in time, and the end of sessions whose process is gone.
    void settle(LongPredicate isAlive) {
        for (var session : List.copyOf(sessions.values())) {
            var pending = session.pending();
            if (pending.isPresent()
                    && nanoTime.getAsLong() - pending.get().since() > FAILURE_FOLLOWS_WITHIN.toNanos()
                    && wasDone.test(session.account, pending.get().request())) {
                settle(session);
                session.logged(false);
            }
            if (!isAlive.test(session.process)) {
                end(session.process, Instant.now(clock), Optional.empty());
            }
        }
    }

    /// Records the requests that no message will follow.
    void settleAll() {
        for (var session : List.copyOf(sessions.values())) {
            settle(session);
        }
    }

    /// The pending request was carried out, because no failure followed it.
    private void settle(SftpSession session) {
        var pending = session.takePending();
        if (pending.isPresent()) {
            carriedOut(session, pending.get());
        }
    }

    private void carriedOut(SftpSession session, Pending pending) {
        noteFolder(session.account, pending);
        if (!wasRecordedOrIsNew(pending)) {
            return;
        }
        var line = pending.line();
        switch (pending.request()) {
            case SftpMessage.Opened opened -> {
                session.opened(opened);
                if (opened.forWriting()) {
                    settleEarlierRequests(session.account, line.sequence());
                    var opening = line(LedgerEvent.OPEN, session, line)
                            .on(opened.path())
                            .ofWriteHandle();
                    record(opened.truncated() ? opening.ofEmptiedFile() : opening);
                }
            }
            case SftpMessage.Renamed renamed -> {
                settleEarlierRequests(session.account, line.sequence());
                record(line(LedgerEvent.RENAME, session, line)
                        .on(renamed.from())
                        .to(renamed.to()));
            }
            case SftpMessage.Removed removed -> {
                settleEarlierRequests(session.account, line.sequence());
                record(line(LedgerEvent.REMOVE, session, line).on(removed.path()));
            }
            case SftpMessage.SessionBegan _,
                    SftpMessage.SessionEnded _,
                    SftpMessage.Closed _,
                    SftpMessage.MadeFolder _,
                    SftpMessage.WriteFailed _,
                    SftpMessage.Refused _,
                    SftpMessage.Other _ -> {}
        }
    }

    private void noteFolder(AccountId account, Pending pending) {
        if (pending.request() instanceof SftpMessage.MadeFolder(var path)) {
            folders.note(account, path);
        } else if (pending.request() instanceof SftpMessage.Renamed(var _, var to)) {
            folders.note(account, to);
        }
    }

    /// Records what other sessions of the account requested before this file changes. sshd would have logged
    /// a failure by now.
    private void settleEarlierRequests(AccountId account, long sequence) {
        for (var other : List.copyOf(sessions.values())) {
            var pending = other.pending();
            if (other.account.equals(account)
                    && pending.isPresent()
                    && pending.get().line().sequence() < sequence) {
                settle(other);
            }
        }
    }

    /// For lines that a previous agent judged, only the ledger counts: the disk has changed since.
    private boolean wasRecordedOrIsNew(Pending pending) {
        var isReader = pending.request() instanceof SftpMessage.Opened opened && !opened.forWriting();
        return isReader
                || pending.line().sequence() > ledger.lastRecorded()
                || ledger.isRecorded(pending.line().sequence());
    }

    private void writeFailed(SftpSession session, SpoolLine line, SftpMessage.WriteFailed write) {
        var path = write.path();
        if (write.isForWantOfRoom() && line.sequence() > ledger.lastRecorded()) {
            volumeFull.accept(line.at());
        }
        if (session.takeDoubt(path)) {
            session.opened(new SftpMessage.Opened(path, true, false));
            record(line(LedgerEvent.OPEN, session, line).on(path).ofWriteHandle());
        }
        session.failed(path);
    }

    private void closed(SftpSession session, SpoolLine line, SftpMessage.Closed closed) {
        var handle = session.close(closed);
        var doubtful = handle.isEmpty() && session.takeDoubt(closed.path());
        var forWriting = doubtful || handle.map(SftpSession.Handle::forWriting).orElse(closed.written() > 0);
        if (forWriting) {
            var close = line(closed.forced() ? LedgerEvent.FORCED_CLOSE : LedgerEvent.CLOSE, session, line);
            record(
                    doubtful || handle.map(SftpSession.Handle::failed).orElse(false)
                            ? failed(close, closed.path(), closed.written())
                            : close.on(closed.path()).ofWriteHandle().written(closed.written()));
            session.closed(closed.path());
        }
    }

    private static LedgerLine failed(LedgerLine close, String path, long written) {
        return close.on(path).ofWriteHandle().written(written).withFailedWrite();
    }

    private void end(long process, Instant at, Optional<Long> sequence) {
        var session = sessions.remove(process);
        if (session != null) {
            settle(session);
            var line = LedgerLine.of(LedgerEvent.SESSION_END, at, "").in(session.id, session.account);
            record(sequence.map(line::numbered).orElse(line));
        }
    }

    private static LedgerLine line(LedgerEvent event, SftpSession session, SpoolLine line) {
        return LedgerLine.of(event, line.at(), "")
                .in(session.id, session.account)
                .numbered(line.sequence());
    }

    private void record(LedgerLine line) {
        if (line.sequence().filter(number -> number <= ledger.lastRecorded()).isEmpty()) {
            ledger.append(line);
        }
    }

    /// The live sessions, to be restored with the next file of the spool.
    List<SessionState> snapshot() {
        return sessions.values().stream()
                .map(session -> new SessionState(session.process, session.id, session.account, session.handles()))
                .toList();
    }

    void restore(List<SessionState> states) {
        for (var state : states) {
            var session = new SftpSession(state.process(), state.id(), state.account());
            session.restore(state.handles());
            sessions.put(state.process(), session);
        }
    }

    /// A session as a file keeps it.
    record SessionState(long process, String id, AccountId account, List<SftpSession.Handle> handles) {}
}
