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

/// Makes the log of log-ins from the log of the tenants' sshd. For one thread.
///
/// A restarted agent reads sshd's log from its beginning and skips the attempts that it recorded before. When
/// it cannot write the log (the volume is full), it retries later; the agent's other threads keep working.
public final class FollowSshdLog {
    private static final System.Logger LOG = System.getLogger(FollowSshdLog.class.getName());
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Path sshdLog;
    private final LogInFile file;
    private final JudgeRefusal judge;
    private Optional<SpoolFile> current = Optional.empty();
    private Instant recorded = Instant.MIN;
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
                        "log-ins are not recorded, the next try is in 5 s; check that the volume has room: cause={0}",
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

    /// Starts from the files as they are.
    void begin() throws IOException {
        close();
        file.endHalfLine();
        recorded = file.lastAt();
        catchingUp = true;
        var previous = sshdLog.resolveSibling(sshdLog.getFileName() + ".1");
        if (Files.exists(previous)) {
            current = Optional.of(new SpoolFile(previous, 0));
        }
    }

    /// Reads the lines that are there; returns whether there were any.
    boolean step() throws IOException {
        if (current.isEmpty()) {
            if (!Files.exists(sshdLog)) {
                return false;
            }
            current = Optional.of(new SpoolFile(sshdLog, 0));
        }
        var open = current.get();
        // Checked before reading: once the new file exists, the old one gets no more lines.
        var successor = Files.exists(sshdLog) && !open.is(sshdLog);
        var any = open.read((text, _) -> takeOrSkip(text));
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

    /// Strangers choose a part of each line: one that nobody foresaw must not end the agent.
    private void takeOrSkip(String text) throws IOException {
        try {
            take(text);
        } catch (RuntimeException unforeseen) {
            LOG.log(System.Logger.Level.ERROR, "a line of sshd's log is skipped: " + text, unforeseen);
        }
    }

    private void take(String text) throws IOException {
        var line = SshdLine.parse(text);
        // Skips only lines that a previous agent may have recorded: a clock that was set back must hide none.
        if (line.isEmpty() || (catchingUp && !line.get().at().isAfter(recorded))) {
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
