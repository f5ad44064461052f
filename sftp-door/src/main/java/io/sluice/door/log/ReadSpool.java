package io.sluice.door.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.door.AtomicFile;
import io.sluice.door.DoorPaths;
import io.sluice.door.ledger.LedgerFile;
import io.sluice.door.log.RecordUploads.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/// Follows the spool of rsyslogd and keeps it small.
///
/// A door that is started again reads the spool from its beginning: so it knows the live sessions, and the ledger's own
/// numbers say what was told. When the spool is large it begins anew with a file that names the sessions live then. For
/// one thread.
public final class ReadSpool {
    static final long ROTATE_AT = 32L << 20;

    private static final System.Logger LOG = System.getLogger(ReadSpool.class.getName());
    private static final ObjectMapper JSON = SluiceJson.mapper();
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration CHECK_PROCESSES = Duration.ofSeconds(2);

    private final DoorPaths paths;
    private final Path old;
    private final long rotateAt;
    private final RecordUploads uploads;
    private Optional<SpoolFile> current = Optional.empty();
    private long processesChecked = System.nanoTime();
    private Set<Long> dead = new HashSet<>();

    public ReadSpool(DoorPaths paths, LedgerFile ledger, IntFunction<Optional<AccountId>> accounts, Clock clock) {
        this(
                paths,
                ROTATE_AT,
                new RecordUploads(accounts, ledger, new OnDisk(paths.accounts())::wasDone, clock, System::nanoTime));
    }

    ReadSpool(DoorPaths paths, long rotateAt, RecordUploads uploads) {
        this.paths = paths;
        this.old = paths.spool().resolveSibling("sftp.log.old");
        this.rotateAt = rotateAt;
        this.uploads = uploads;
    }

    /// Reads until the thread is interrupted.
    public void run() throws IOException, InterruptedException {
        begin();
        while (!Thread.interrupted()) {
            if (!step()) {
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
        throw new InterruptedException("reading of the spool was stopped");
    }

    /// Takes up where the files stand.
    void begin() throws IOException {
        var kept = Files.exists(paths.sessions())
                ? JSON.readValue(paths.sessions().toFile(), Kept.class)
                : new Kept("", 0, List.of());
        uploads.restore(kept.sessions());
        if (Files.exists(old)) {
            if (Files.exists(paths.spool()) && SpoolFile.key(paths.spool()).equals(kept.spool())) {
                Files.delete(old);
            } else {
                current = Optional.of(new SpoolFile(old, kept.base()));
                askForNewFile();
                return;
            }
        }
        if (Files.exists(paths.spool())) {
            current = Optional.of(new SpoolFile(paths.spool(), kept.base()));
        }
    }

    /// Reads what is there; returns whether there was anything.
    boolean step() throws IOException {
        if (current.isEmpty()) {
            if (!Files.exists(paths.spool())) {
                return false;
            }
            current = Optional.of(new SpoolFile(paths.spool(), 0));
        }
        var file = current.get();
        // Looked for before reading: rsyslogd writes to the old file no more once the new one is there.
        var successor = file.is(old) && Files.exists(paths.spool());
        var any = file.read((text, sequence) -> {
            var line = SpoolLine.parse(text, sequence);
            if (line.isPresent()) {
                uploads.take(line.get());
            }
        });
        uploads.settle(this::isAlive);
        checkProcesses();
        if (successor) {
            switchTo(paths.spool(), file);
        } else if (file.size() >= rotateAt && file.is(paths.spool())) {
            Files.move(paths.spool(), old, StandardCopyOption.ATOMIC_MOVE);
            askForNewFile();
        }
        return any;
    }

    private void switchTo(Path next, SpoolFile finished) throws IOException {
        var kept = new Kept(SpoolFile.key(next), finished.end(), uploads.snapshot());
        AtomicFile.write(paths.sessions(), JSON.writeValueAsString(kept), AtomicFile.PRIVATE);
        finished.close();
        Files.delete(old);
        current = Optional.of(new SpoolFile(next, kept.base()));
    }

    private void askForNewFile() throws IOException {
        var process = Files.readString(paths.rsyslogProcess()).strip();
        try {
            new ProcessBuilder("kill", "-HUP", process).start().waitFor();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            LOG.log(System.Logger.Level.DEBUG, "stopped while rsyslogd was asked for a new file");
        }
    }

    /// A process counts as gone when it was gone at the last check too: what it logged was read meanwhile.
    private boolean isAlive(long process) {
        return !dead.contains(process);
    }

    private void checkProcesses() {
        var now = System.nanoTime();
        if (now - processesChecked < CHECK_PROCESSES.toNanos()) {
            return;
        }
        processesChecked = now;
        var gone = new HashSet<Long>();
        for (var session : uploads.snapshot()) {
            if (!Files.exists(Path.of("/proc", Long.toString(session.process())))) {
                gone.add(session.process());
            }
        }
        dead = gone;
    }

    /// How the spool's first file begins.
    ///
    /// @param spool its key
    /// @param base bytes spooled before it
    record Kept(String spool, long base, List<SessionState> sessions) {}
}
