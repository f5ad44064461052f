package io.sluice.sftpserver.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.LongStream;

/// Appends to the ledger. Thread-safe.
///
/// Before the file grows over its size limit, `<file>.1` becomes `<file>.2`, the file becomes `<file>.1`, and
/// a new file begins. This keeps the last two days while there are fewer than 100,000 uploads a day.
///
/// A writer may number its lines. After a restart it can then read its source again and record nothing twice.
public final class LedgerFile implements AutoCloseable {
    public static final long ROTATE_AT = 64L << 20;

    private final Path file;
    private final String server;
    private final long rotateAt;
    private final Clock clock;
    private final FileAccess access;
    private final long[] recorded;
    // A stream, not a channel: an interrupt of one thread would close a channel for all threads.
    private OutputStream out;
    private long size;

    /// Opens the ledger for a run of the server. The ledger may already have lines of this run.
    ///
    /// @param access sets the owner of each new file
    public LedgerFile(Path file, String server, long rotateAt, Clock clock, FileAccess access) throws IOException {
        this.file = file;
        this.server = server;
        this.rotateAt = rotateAt;
        this.clock = clock;
        this.access = access;
        cutOffHalfLine();
        var numbers = LongStream.builder();
        var knownBefore = readRecorded(rotated(), numbers);
        var known = readRecorded(file, numbers) || knownBefore;
        recorded = numbers.build().sorted().toArray();
        out = open();
        if (!known) {
            write(serverStart());
        }
    }

    /// The greatest number that an earlier process recorded in the same run of the server; 0 if none.
    public long lastRecorded() {
        return recorded.length == 0 ? 0 : recorded[recorded.length - 1];
    }

    /// Whether an earlier process recorded a line with this number in the same run of the server.
    public boolean isRecorded(long sequence) {
        return Arrays.binarySearch(recorded, sequence) >= 0;
    }

    public synchronized void append(LedgerLine line) throws IOException {
        var bytes = bytes(line.from(server));
        if (size + bytes.length > rotateAt) {
            rotate();
        }
        write(bytes);
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }

    private void rotate() throws IOException {
        out.close();
        if (Files.exists(rotated())) {
            Files.move(rotated(), rotated(2), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(file, rotated(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        out = open();
        write(serverStart());
    }

    private byte[] serverStart() {
        return bytes(LedgerLine.of(LedgerEvent.SERVER_START, Instant.now(clock), server));
    }

    private static byte[] bytes(LedgerLine line) {
        return (line.json() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void write(byte[] line) throws IOException {
        out.write(line);
        size += line.length;
    }

    private OutputStream open() throws IOException {
        var opened = new FileOutputStream(file.toFile(), true);
        access.prepare(file);
        size = Files.size(file);
        return opened;
    }

    private Path rotated() {
        return rotated(1);
    }

    private Path rotated(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    /// Reads the numbers of this run's lines.
    ///
    /// @return whether the file has lines of this run
    private boolean readRecorded(Path from, LongStream.Builder numbers) throws IOException {
        if (!Files.exists(from)) {
            return false;
        }
        var known = false;
        try (var lines = Files.newBufferedReader(from)) {
            for (var text = lines.readLine(); text != null; text = lines.readLine()) {
                if (text.contains(server)) {
                    try {
                        known = true;
                        LedgerLine.parse(text).sequence().ifPresent(numbers::add);
                    } catch (JsonProcessingException unreadable) {
                        System.getLogger(LedgerFile.class.getName())
                                .log(
                                        System.Logger.Level.WARNING,
                                        "line of the ledger is unreadable and skipped: file={0} cause={1}",
                                        from,
                                        unreadable.getOriginalMessage());
                    }
                }
            }
        }
        return known;
    }

    /// Cuts off a half line, as a killed process may have left it.
    private void cutOffHalfLine() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            var end = bytes.length();
            while (end > 0) {
                bytes.seek(end - 1);
                if (bytes.read() == '\n') {
                    break;
                }
                end--;
            }
            bytes.setLength(end);
        }
    }
}
