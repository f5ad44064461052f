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
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.LongStream;

/// Appends to the ledger. Thread-safe.
///
/// Before the file grows over its size limit, `<file>.1` becomes `<file>.2`, the file becomes `<file>.1`, and
/// a new file begins. This keeps the last two days while there are fewer than 100,000 uploads a day.
///
/// A writer may number its lines. After a restart it can then read its source again and record nothing twice.
///
/// The file has a [DiskReserve], so that lines can be written while the volume is full. Lines that cannot be
/// written wait in memory; when these become too many, a `lines-lost` line stands for the rest.
public final class LedgerFile implements AutoCloseable {
    public static final long ROTATE_AT = 64L << 20;

    private static final System.Logger LOG = System.getLogger(LedgerFile.class.getName());
    private static final long RESERVE = 2L << 20;
    private static final int MOST_WAITING = 20_000;

    private final Path file;
    private final String server;
    private final long rotateAt;
    private final Clock clock;
    private final FileAccess access;
    private final long[] recorded;
    // A stream, not a channel: an interrupt of one thread would close a channel for all threads.
    private OutputStream out;
    private long size;
    private long reservedUpTo;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private boolean linesLost;
    private boolean closed;

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
            waiting.add(serverStart());
        }
        flush();
    }

    /// The greatest number that an earlier process recorded in the same run of the server; 0 if none.
    public long lastRecorded() {
        return recorded.length == 0 ? 0 : recorded[recorded.length - 1];
    }

    /// Whether an earlier process recorded a line with this number in the same run of the server.
    public boolean isRecorded(long sequence) {
        return Arrays.binarySearch(recorded, sequence) >= 0;
    }

    /// Writes a line, or keeps it for later when it cannot be written now.
    ///
    /// Drops it after [#close()]: the next run may use the file by then.
    public synchronized void append(LedgerLine line) {
        if (closed) {
            return;
        }
        if (waiting.size() < MOST_WAITING) {
            waiting.add(bytes(line.from(server)));
        } else {
            linesLost = true;
        }
        flush();
    }

    /// Writes the lines that wait; returns whether none is left.
    public synchronized boolean flush() {
        if (closed) {
            return waiting.isEmpty();
        }
        var failedBefore = waiting.size() > 1 || linesLost;
        try {
            while (!waiting.isEmpty()) {
                writeOrRotate(waiting.element());
                waiting.remove();
            }
            if (linesLost) {
                writeOrRotate(bytes(LedgerLine.of(LedgerEvent.LINES_LOST, Instant.now(clock), server)));
                linesLost = false;
            }
            reserve();
            return true;
        } catch (IOException noRoom) {
            LOG.log(
                    failedBefore ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                    "the ledger cannot be written, its lines wait in memory; check that the volume has room: lines={0} cause={1}",
                    waiting.size(),
                    noRoom.toString());
            return false;
        }
    }

    /// Says that lines before this moment may be missing.
    public void linesLost() {
        append(LedgerLine.of(LedgerEvent.LINES_LOST, Instant.now(clock), server));
    }

    /// @throws IOException when lines were not written
    @Override
    public synchronized void close() throws IOException {
        var whole = flush();
        closed = true;
        out.close();
        if (!whole) {
            throw new IOException("the ledger %s lacks its last lines: %d".formatted(file, waiting.size()));
        }
    }

    private void writeOrRotate(byte[] line) throws IOException {
        if (size + line.length > rotateAt && size > 0) {
            rotate();
        }
        write(line);
    }

    /// Begins a new file, unless the volume has no room for it and its reserve.
    private void rotate() throws IOException {
        var next = file.resolveSibling(file.getFileName() + ".next");
        try {
            new FileOutputStream(next.toFile()).close();
            access.prepare(next);
        } catch (IOException noRoom) {
            LOG.log(System.Logger.Level.DEBUG, "no new ledger can be begun yet: {0}", noRoom.toString());
            return;
        }
        if (!DiskReserve.extend(next, 0, RESERVE)) {
            Files.delete(next);
            return;
        }
        out.close();
        cutTo(size);
        if (Files.exists(rotated())) {
            Files.move(rotated(), rotated(2), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(file, rotated(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        out = open();
        reservedUpTo = RESERVE;
        write(serverStart());
    }

    /// Keeps at least half of the reserve behind the end of the file while the volume has room.
    private void reserve() throws IOException {
        if (size + RESERVE / 2 > reservedUpTo && DiskReserve.extend(file, size, RESERVE)) {
            reservedUpTo = size + RESERVE;
        }
    }

    /// Removes a line that was written in part, or gives back the reserve.
    private void cutTo(long length) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            if (bytes.length() > length || reservedUpTo > length) {
                bytes.setLength(length);
                reservedUpTo = length;
            }
        }
    }

    private byte[] serverStart() {
        return bytes(LedgerLine.of(LedgerEvent.SERVER_START, Instant.now(clock), server));
    }

    private static byte[] bytes(LedgerLine line) {
        return (line.json() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void write(byte[] line) throws IOException {
        try {
            out.write(line);
            size += line.length;
        } catch (IOException noRoom) {
            cutTo(size);
            throw noRoom;
        }
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
                        LOG.log(
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
