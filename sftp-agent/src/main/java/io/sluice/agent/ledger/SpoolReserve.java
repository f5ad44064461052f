package io.sluice.agent.ledger;

import io.sluice.sftpserver.file.DiskReserve;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Keeps disk space for the spool that rsyslogd writes, so that a full volume costs no line. entrypoint.sh
/// makes the first file with as much. For one thread.
///
/// When the volume stays full until the reserve is nearly used up, lines may be lost from then on.
final class SpoolReserve {
    static final long BYTES = 4L << 20;

    private static final System.Logger LOG = System.getLogger(SpoolReserve.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Runnable linesLost;
    private long reservedUpTo;
    private long triedAt = System.nanoTime() - RETRY.toNanos();

    /// @param linesLost is called every second while lines may be lost
    SpoolReserve(Runnable linesLost) {
        this.linesLost = linesLost;
    }

    /// @param size bytes of the file now
    void keep(Path spool, long size) throws IOException {
        if (reservedUpTo > size + BYTES) {
            // Another file.
            reservedUpTo = 0;
        }
        var now = System.nanoTime();
        if (size + BYTES / 2 <= reservedUpTo || now - triedAt < RETRY.toNanos()) {
            return;
        }
        triedAt = now;
        if (DiskReserve.extend(spool, size, BYTES)) {
            reservedUpTo = size + BYTES;
        } else if (size + BYTES / 8 > reservedUpTo) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the volume is full, messages of sshd may be lost; check that the volume has room: {0}",
                    spool);
            linesLost.run();
        }
    }
}
