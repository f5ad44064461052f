package io.sluice.agent.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.sftpserver.file.AtomicFile;
import io.sluice.agent.ledger.RecordUploads.SessionState;
import io.sluice.contracts.json.SluiceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Follows the spool of rsyslogd and keeps it small.
///
/// A door that is started again reads the spool from its beginning: so it knows the live sessions, and the
/// ledger's own numbers say what was told. When the spool is large it begins anew with a file that names the
/// sessions live then. For one thread.
public final class ReadSpool {
    static final long ROTATE_AT = 32L << 20;

    private static final System.Logger LOG = System.getLogger(ReadSpool.class.getName());
    private static final ObjectMapper JSON = SluiceJson.mapper();
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration CHECK_PROCESSES = Duration.ofSeconds(2);

    private final Path spool;
    private final Path old;
    private final Path kept;
    private final Path rsyslogProcess;
    private final long rotateAt;
    private final RecordUploads uploads;
    private Optional<SpoolFile> current = Optional.empty();
    private long processesChecked = System.nanoTime();
    private Set<Long> dead = new HashSet<>();

    /// @param folder where this run of the server spools
    /// @param rsyslogProcess the file that names the process that spools
    public ReadSpool(Path folder, Path rsyslogProcess, RecordUploads uploads) {
        this(folder, rsyslogProcess, ROTATE_AT, uploads);
    }

    ReadSpool(Path folder, Path rsyslogProcess, long rotateAt, RecordUploads uploads) {
        this.spool = folder.resolve("sftp.log");
        this.old = folder.resolve("sftp.log.old");
        this.kept = folder.resolve("sessions.json");
        this.rsyslogProcess = rsyslogProcess;
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

    /// Reads what a run of the server left that is over.
    public void finish() throws IOException {
        var beginning = restore();
        var base = beginning.base();
        if (isOldUnread(beginning)) {
            base = readWhole(old, base);
        }
        if (Files.exists(spool)) {
            readWhole(spool, base);
        }
        uploads.settleAll();
    }

    private long readWhole(Path file, long base) throws IOException {
        try (var whole = new SpoolFile(file, base)) {
            whole.read(this::take);
            return whole.end();
        }
    }

    /// Takes up where the files stand.
    void begin() throws IOException {
        var beginning = restore();
        if (isOldUnread(beginning)) {
            current = Optional.of(new SpoolFile(old, beginning.base()));
            askForNewFile();
        } else {
            Files.deleteIfExists(old);
            if (Files.exists(spool)) {
                current = Optional.of(new SpoolFile(spool, beginning.base()));
            }
        }
    }

    private Kept restore() throws IOException {
        var beginning = Files.exists(kept) ? JSON.readValue(kept.toFile(), Kept.class) : new Kept("", 0, List.of());
        uploads.restore(beginning.sessions());
        return beginning;
    }

    /// Whether a rotation was cut off before what was kept speaks of the new file.
    private boolean isOldUnread(Kept beginning) throws IOException {
        return Files.exists(old)
                && !(Files.exists(spool) && SpoolFile.key(spool).equals(beginning.spool()));
    }

    private void take(String text, long sequence) throws IOException {
        var line = SpoolLine.parse(text, sequence);
        if (line.isPresent()) {
            uploads.take(line.get());
        }
    }

    /// Reads what is there; returns whether there was anything.
    boolean step() throws IOException {
        if (current.isEmpty()) {
            if (!Files.exists(spool)) {
                return false;
            }
            current = Optional.of(new SpoolFile(spool, 0));
        }
        var file = current.get();
        // Looked for before reading: rsyslogd writes to the old file no more once the new one is there.
        var successor = file.is(old) && Files.exists(spool);
        var any = file.read(this::take);
        uploads.settle(this::isAlive);
        checkProcesses();
        if (successor) {
            switchTo(spool, file);
        } else if (file.size() >= rotateAt && file.is(spool)) {
            Files.move(spool, old, StandardCopyOption.ATOMIC_MOVE);
            askForNewFile();
        }
        return any;
    }

    private void switchTo(Path next, SpoolFile finished) throws IOException {
        var beginning = new Kept(SpoolFile.key(next), finished.end(), uploads.snapshot());
        AtomicFile.write(kept, JSON.writeValueAsString(beginning), AtomicFile.PRIVATE);
        finished.close();
        Files.delete(old);
        current = Optional.of(new SpoolFile(next, beginning.base()));
    }

    private void askForNewFile() throws IOException {
        var process = Files.readString(rsyslogProcess).strip();
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
