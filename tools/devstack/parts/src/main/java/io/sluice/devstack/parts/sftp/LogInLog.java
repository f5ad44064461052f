package io.sluice.devstack.parts.sftp;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.login.LogInAttempt;
import io.sluice.contracts.login.LogInMethod;
import io.sluice.contracts.login.RefusalReason;
import io.sluice.sftpserver.file.LogInFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Records who tried to log in as a tenant, and with which outcome. Thread-safe.
///
/// An attempt that cannot be written is left out; the log-in goes on.
final class LogInLog {

    private static final System.Logger LOG = System.getLogger(LogInLog.class.getName());

    private final LogInFile file;
    private final InstantSource clock;

    LogInLog(LogInFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    void accepted(String user, InetSocketAddress client, LogInMethod method) {
        write(LogInAttempt.accepted(
                now(), AccountId.of(user), client.getAddress().getHostAddress(), client.getPort(), method));
    }

    void refused(String user, InetSocketAddress client, LogInMethod method, RefusalReason reason) {
        write(LogInAttempt.refused(
                now(), AccountId.of(user), client.getAddress().getHostAddress(), client.getPort(), method, reason));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void write(LogInAttempt attempt) {
        try {
            file.append(attempt);
        } catch (IOException cause) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a log-in is not in the log, check that the volume has room: cause={0}",
                    cause.toString());
        }
    }
}
