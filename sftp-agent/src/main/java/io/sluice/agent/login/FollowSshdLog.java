package io.sluice.agent.login;

import io.sluice.agent.ledger.SpoolFile;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.login.LogInAttempt;
import io.sluice.contracts.login.LogInOutcome;
import io.sluice.sftpserver.account.JudgeRefusal;
import io.sluice.sftpserver.file.LogInFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Makes the log of log-ins of what the tenants' sshd says.
///
/// A door that is started again reads sshd's log from its beginning and skips what stands in its own already.
/// When the log cannot be written (a full volume), it goes on later: the other threads of the door do not
/// suffer. For one thread.
public final class FollowSshdLog {
    private static final System.Logger LOG = System.getLogger(FollowSshdLog.class.getName());
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Path sshdLog;
    private final LogInFile file;
    private final JudgeRefusal judge;
    private Optional<SpoolFile> current = Optional.empty();
    private Instant told = Instant.MIN;
    private boolean catchingUp = true;

    public FollowSshdLog(Path sshdLog, LogInFile file, JudgeRefusal judge) {
        this.sshdLog = sshdLog;
        this.file = file;
        this.judge = judge;
    }

    /// Reads until the thread is interrupted.
    public void run() throws InterruptedException {
        while (true) {
            try {
                follow();
            } catch (IOException cause) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "log-ins are not written, in 5 s it is tried again; see that the volume has room: cause={0}",
                        cause.toString());
                TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
            }
        }
    }

    private void follow() throws IOException, InterruptedException {
        begin();
        while (true) {
            if (!step()) {
                TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            }
        }
    }

    /// Takes up where the files stand.
    void begin() throws IOException {
        close();
        file.endHalfLine();
        told = file.lastAt();
        catchingUp = true;
        var former = sshdLog.resolveSibling(sshdLog.getFileName() + ".1");
        if (Files.exists(former)) {
            current = Optional.of(new SpoolFile(former, 0));
        }
    }

    /// Reads what is there; returns whether there was anything.
    boolean step() throws IOException {
        if (current.isEmpty()) {
            if (!Files.exists(sshdLog)) {
                return false;
            }
            current = Optional.of(new SpoolFile(sshdLog, 0));
        }
        var open = current.get();
        // Looked for before reading: the old file gets no more lines once the new one is there.
        var successor = Files.exists(sshdLog) && !open.is(sshdLog);
        var any = open.read((text, _) -> take(text));
        if (successor) {
            close();
            return true;
        }
        if (!any) {
            catchingUp = false;
        }
        return any;
    }

    private void close() throws IOException {
        if (current.isPresent()) {
            current.get().close();
            current = Optional.empty();
        }
    }

    private void take(String text) throws IOException {
        var line = SshdLine.parse(text);
        // Only what a door before this one may have told is compared: a clock set back must not silence this.
        if (line.isEmpty() || (catchingUp && !line.get().at().isAfter(told))) {
            return;
        }
        file.append(attempt(line.get()));
    }

    private LogInAttempt attempt(SshdLine line) {
        var claimed = AccountId.of(line.user());
        return line.outcome() == LogInOutcome.ACCEPTED
                ? LogInAttempt.accepted(line.at(), claimed, line.address(), line.port(), line.method())
                : LogInAttempt.refused(
                        line.at(),
                        claimed,
                        line.address(),
                        line.port(),
                        line.method(),
                        judge.judge(claimed, line.address(), line.method()));
    }
}
