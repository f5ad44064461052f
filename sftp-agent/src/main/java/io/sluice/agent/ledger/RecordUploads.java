package io.sluice.agent.ledger;

import io.sluice.agent.folder.AdoptFolders;
import io.sluice.sftpserver.file.LedgerFile;
import io.sluice.agent.ledger.SftpSession.Doubt;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/// Makes ledger lines of what sshd logged, session by session.
///
/// sshd logs a request before it tries it, and failures without saying of what. So a request is told when the
/// session's next message is no failure, or when none comes for a moment; before a failure the disk is asked.
/// Lines that a door before this one told already only rebuild the state. For one thread.
public final class RecordUploads {
    private static final Duration DOUBT = Duration.ofMillis(200);

    private final IntFunction<Optional<AccountId>> accounts;
    private final LedgerFile ledger;
    private final BiPredicate<AccountId, SftpMessage> wasDone;
    private final AdoptFolders folders;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Map<Long, SftpSession> sessions = new HashMap<>();

    /// @param chroots of the accounts, to see there what was done
    /// @param folders is told of folders that tenants made
    public RecordUploads(
            IntFunction<Optional<AccountId>> accounts,
            LedgerFile ledger,
            Path chroots,
            AdoptFolders folders,
            Clock clock) {
        this(accounts, ledger, new OnDisk(chroots)::wasDone, folders, clock, System::nanoTime);
    }

    RecordUploads(
            IntFunction<Optional<AccountId>> accounts,
            LedgerFile ledger,
            BiPredicate<AccountId, SftpMessage> wasDone,
            AdoptFolders folders,
            Clock clock,
            LongSupplier nanoTime) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.wasDone = wasDone;
        this.folders = folders;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    void take(SpoolLine line) throws IOException {
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
        settle(session, message instanceof SftpMessage.Refused);
        switch (message) {
            case SftpMessage.Opened opened when !opened.forWriting() -> session.opened(opened);
            case SftpMessage.Opened _, SftpMessage.Renamed _, SftpMessage.Removed _, SftpMessage.MadeFolder _ ->
                session.doubt(line, message, nanoTime.getAsLong());
            case SftpMessage.Closed closed -> closed(session, line, closed);
            case SftpMessage.SessionEnded _ -> end(line.process(), line.at(), Optional.of(line.sequence()));
            case SftpMessage.SessionBegan _, SftpMessage.Refused _, SftpMessage.Other _ -> {}
        }
    }

    /// Tells the requests of which nothing more was heard, and the end of sessions whose process is gone.
    void settle(LongPredicate isAlive) throws IOException {
        for (var session : List.copyOf(sessions.values())) {
            var doubt = session.doubt();
            if (doubt.isPresent() && nanoTime.getAsLong() - doubt.get().since() > DOUBT.toNanos()) {
                settle(session, false);
            }
            if (!isAlive.test(session.process)) {
                end(session.process, Instant.now(clock), Optional.empty());
            }
        }
    }

    /// Tells the requests of which nothing more will be heard.
    void settleAll() throws IOException {
        for (var session : List.copyOf(sessions.values())) {
            settle(session, false);
        }
    }

    private void settle(SftpSession session, boolean refusalFollowed) throws IOException {
        var doubt = session.takeDoubt();
        doubt.ifPresent(noted -> noteFolder(session.account, noted));
        if (doubt.isEmpty() || !isTrue(session, doubt.get(), refusalFollowed)) {
            return;
        }
        var line = doubt.get().line();
        switch (doubt.get().request()) {
            case SftpMessage.Opened opened -> {
                session.opened(opened);
                var told =
                        line(LedgerEvent.OPEN, session, line).on(opened.path()).ofWriteHandle();
                tell(opened.truncated() ? told.ofEmptiedFile() : told);
            }
            case SftpMessage.Renamed renamed -> {
                settleWhatCameBefore(session.account, line.sequence());
                tell(line(LedgerEvent.RENAME, session, line).on(renamed.from()).to(renamed.to()));
            }
            case SftpMessage.Removed removed -> {
                settleWhatCameBefore(session.account, line.sequence());
                tell(line(LedgerEvent.REMOVE, session, line).on(removed.path()));
            }
            case SftpMessage.SessionBegan _,
                    SftpMessage.SessionEnded _,
                    SftpMessage.Closed _,
                    SftpMessage.MadeFolder _,
                    SftpMessage.Refused _,
                    SftpMessage.Other _ -> {}
        }
    }

    private void noteFolder(AccountId account, Doubt doubt) {
        if (doubt.request() instanceof SftpMessage.MadeFolder(var path)) {
            folders.note(account, path);
        } else if (doubt.request() instanceof SftpMessage.Renamed(var _, var to)) {
            folders.note(account, to);
        }
    }

    /// What another session of the account opened must be told before the file's name changes. Had it failed,
    /// sshd would have said so by now.
    private void settleWhatCameBefore(AccountId account, long sequence) throws IOException {
        for (var other : List.copyOf(sessions.values())) {
            var doubt = other.doubt();
            if (other.account.equals(account)
                    && doubt.isPresent()
                    && doubt.get().line().sequence() < sequence) {
                settle(other, false);
            }
        }
    }

    /// Of what a former door has judged only its word counts: the disk has moved on.
    private boolean isTrue(SftpSession session, Doubt doubt, boolean refusalFollowed) {
        if (doubt.line().sequence() <= ledger.lastTold()) {
            return ledger.wasTold(doubt.line().sequence());
        }
        return !refusalFollowed || wasDone.test(session.account, doubt.request());
    }

    private void closed(SftpSession session, SpoolLine line, SftpMessage.Closed closed) throws IOException {
        var handle = session.close(closed);
        var forWriting = handle.map(SftpSession.Handle::forWriting).orElse(closed.written() > 0);
        if (forWriting) {
            tell(line(closed.forced() ? LedgerEvent.FORCED_CLOSE : LedgerEvent.CLOSE, session, line)
                    .on(closed.path())
                    .ofWriteHandle()
                    .written(closed.written()));
        }
    }

    private void end(long process, Instant at, Optional<Long> sequence) throws IOException {
        var session = sessions.remove(process);
        if (session != null) {
            settle(session, false);
            var line = LedgerLine.of(LedgerEvent.SESSION_END, at, "").in(session.id, session.account);
            tell(sequence.map(line::numbered).orElse(line));
        }
    }

    private static LedgerLine line(LedgerEvent event, SftpSession session, SpoolLine line) {
        return LedgerLine.of(event, line.at(), "")
                .in(session.id, session.account)
                .numbered(line.sequence());
    }

    private void tell(LedgerLine line) throws IOException {
        if (line.sequence().filter(number -> number <= ledger.lastTold()).isEmpty()) {
            ledger.append(line);
        }
    }

    /// The live sessions, to be restored where the spool begins anew.
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

    /// A session as it is kept in a file.
    record SessionState(long process, String id, AccountId account, List<SftpSession.Handle> handles) {}
}
