package io.sluice.agent.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.agent.ledger.RecordUploads.SessionState;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.sftpserver.file.AtomicFile;
import io.sluice.sftpserver.file.DiskReserve;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Follows the spool of rsyslogd and keeps it small.
///
/// A restarted agent reads the spool from its beginning: so it knows the live sessions, and the ledger's
/// numbers say what is recorded. A large spool is replaced by a new one, with a file beside it that lists the
/// sessions alive at that moment. For one thread.
public final class ReadSpool {
    static final long ROTATE_AT = 32L << 20;

    private static final System.Logger LOG = System.getLogger(ReadSpool.class.getName());
    private static final ObjectMapper JSON = SluiceJson.mapper();
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration CHECK_PROCESSES = Duration.ofSeconds(2);

    private final Path spool;
    private final Path old;
    private final Path next;
    private final Path kept;
    private final Runnable linesLost;
    private final SpoolReserve reserve;
    private final Path rsyslogProcess;
    private final long rotateAt;
    private final RecordUploads uploads;
    private Optional<SpoolFile> current = Optional.empty();
    private long processesChecked = System.nanoTime();
    private Set<Long> dead = new HashSet<>();

    /// @param folder the spool of this run of the server
    /// @param rsyslogProcess the file with rsyslogd's process id
    /// @param linesLost is called while rsyslogd may have no room for its lines
    public ReadSpool(Path folder, Path rsyslogProcess, Runnable linesLost, RecordUploads uploads) {
        this(folder, rsyslogProcess, ROTATE_AT, linesLost, uploads);
    }

    ReadSpool(Path folder, Path rsyslogProcess, long rotateAt, Runnable linesLost, RecordUploads uploads) {
        this.spool = folder.resolve("sftp.log");
        this.old = folder.resolve("sftp.log.old");
        this.next = folder.resolve("sftp.log.next");
        this.kept = folder.resolve("sessions.json");
        this.linesLost = linesLost;
        this.reserve = new SpoolReserve(linesLost);
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

    /// Reads the whole spool of a run that is over.
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

    /// Starts from the files as they are.
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

    /// Whether a rotation broke off before the kept state named the new file.
    private boolean isOldUnread(Kept beginning) throws IOException {
        return Files.exists(old)
                && !(Files.exists(spool) && SpoolFile.key(spool).equals(beginning.spool()));
    }

    private void take(String text, long sequence) throws IOException {
        try {
            var line = SpoolLine.parse(text, sequence);
            if (line.isPresent()) {
                uploads.take(line.get());
            }
        } catch (RuntimeException unforeseen) {
            // Tenants choose what a line says. Read again after a restart, it would end each agent.
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a message of sshd is left out, it cannot be recorded: sequence=" + sequence,
                    unforeseen);
            linesLost.run();
        }
    }

    /// Reads the lines that are there; returns whether there were any.
    boolean step() throws IOException {
        if (current.isEmpty()) {
            if (!Files.exists(spool)) {
                return false;
            }
            current = Optional.of(new SpoolFile(spool, 0));
        }
        var file = current.get();
        // Checked before reading: once the new file has a line, rsyslogd writes no more to the old one.
        var successor = file.is(old) && Files.exists(spool) && Files.size(spool) > 0;
        var any = file.read(this::take);
        uploads.settle(this::isAlive);
        checkProcesses();
        if (successor) {
            switchTo(spool, file);
        } else if (file.is(spool)) {
            if (file.size() >= rotateAt && beginNext()) {
                Files.move(spool, old, StandardCopyOption.ATOMIC_MOVE);
                Files.move(next, spool, StandardCopyOption.ATOMIC_MOVE);
                askForNewFile();
            } else {
                reserve.keep(spool, file.size());
            }
        }
        return any;
    }

    /// Makes the next file with its reserve; returns false when the volume has no room for it.
    private boolean beginNext() throws IOException {
        Files.deleteIfExists(next);
        try {
            Files.createFile(next, PosixFilePermissions.asFileAttribute(AtomicFile.PRIVATE));
        } catch (FileSystemException noRoom) {
            LOG.log(System.Logger.Level.DEBUG, "no new spool can be begun yet: {0}", noRoom.toString());
            return false;
        }
        return DiskReserve.extend(next, 0, SpoolReserve.BYTES);
    }

    private void switchTo(Path next, SpoolFile finished) throws IOException {
        var beginning = new Kept(SpoolFile.key(next), finished.end(), uploads.snapshot());
        try {
            AtomicFile.write(kept, JSON.writeValueAsString(beginning), AtomicFile.PRIVATE);
        } catch (FileSystemException noRoom) {
            LOG.log(System.Logger.Level.DEBUG, "the old spool is kept for now: {0}", noRoom.toString());
            return;
        }
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
            LOG.log(System.Logger.Level.DEBUG, "interrupted while asking rsyslogd for a new file");
        }
    }

    /// A process counts as gone when it was gone at the last check too: by then its log is read.
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

    /// The state before the spool's first line.
    ///
    /// @param spool the key of the spool's file
    /// @param base bytes in all files before it
    record Kept(String spool, long base, List<SessionState> sessions) {}
}
