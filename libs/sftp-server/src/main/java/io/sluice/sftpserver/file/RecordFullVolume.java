package io.sluice.sftpserver.file;

import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Writes a `volume-full` line to the ledger while the volume has no room: when it begins, and every ten
/// seconds.
///
/// Full means less than 1 MiB for ordinary users, or no room for another file. Thread-safe.
public final class RecordFullVolume {
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(RecordFullVolume.class.getName());
    private static final long LEAST = 1L << 20;
    private static final Duration REPEAT = Duration.ofSeconds(10);

    private final Path folder;
    private final Path probe;
    private final LedgerFile ledger;
    private final Clock clock;
    private Instant said = Instant.MIN;
    private boolean full;

    /// @param folder of the volume; a file is made and removed there at each check
    public RecordFullVolume(Path folder, LedgerFile ledger, Clock clock) {
        this.folder = folder;
        this.probe = folder.resolve(".room");
        this.ledger = ledger;
        this.clock = clock;
    }

    /// Checks once, and writes the lines of the ledger that could not be written before.
    public synchronized void step() {
        ledger.flush();
        var now = isFull();
        if (now) {
            say(Instant.now(clock));
        }
        if (now != full) {
            LOG.log(
                    now ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
                    now
                            ? "the volume is full, uploads fail until there is room: {0}"
                            : "the volume has room again: {0}",
                    folder);
        }
        full = now;
    }

    /// To be called when a write failed because the volume is full.
    public synchronized void failed(Instant at) {
        say(at);
    }

    private void say(Instant at) {
        if (said.equals(Instant.MIN) || !at.isBefore(said.plus(REPEAT))) {
            said = at;
            ledger.append(LedgerLine.of(LedgerEvent.VOLUME_FULL, at, ""));
        }
    }

    private boolean isFull() {
        try {
            if (Files.getFileStore(folder).getUsableSpace() < LEAST) {
                return true;
            }
            Files.deleteIfExists(probe);
            Files.createFile(probe);
            Files.delete(probe);
            return false;
        } catch (IOException noRoom) {
            LOG.log(System.Logger.Level.DEBUG, "no file can be made: {0}", noRoom.toString());
            return true;
        }
    }
}
