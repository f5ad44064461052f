package io.sluice.engine.key;

import java.util.Arrays;
import java.util.List;

/// The lines of rows that a run refused as duplicates, asked for in ascending order. One bit for each line of
/// a range is in memory; each further range takes a pass over the lines in the temporary file.
///
/// Usable until the run is closed.
public final class RefusedLines {
    private static final long SMALLEST_RANGE = 1 << 12;

    private final List<SpillLog> logs;
    private final long mostRange;
    private long[] bits = {};
    private long from;
    private long range;

    RefusedLines(List<SpillLog> logs, long bytes) {
        this.logs = List.copyOf(logs);
        mostRange = Math.max(SMALLEST_RANGE, bytes * Byte.SIZE);
    }

    /// Whether the row that begins in this line was refused.
    ///
    /// @param line from 1; not before that of an earlier call
    /// @throws SpillException if the temporary file cannot be read
    public boolean contains(long line) {
        if (line < from || line >= from + range) {
            load(line);
        }
        long offset = line - from;
        int word = (int) (offset >>> 6);
        return word < bits.length && (bits[word] & 1L << offset) != 0;
    }

    private void load(long start) {
        from = start;
        range = mostRange;
        Arrays.fill(bits, 0);
        for (SpillLog log : logs) {
            SpillLog.Reader reader = log.reader();
            while (reader.hasNext()) {
                long offset = reader.next() - start;
                if (offset >= 0 && offset < range) {
                    set(offset);
                }
            }
        }
    }

    private void set(long offset) {
        int word = (int) (offset >>> 6);
        if (word >= bits.length) {
            bits = Arrays.copyOf(
                    bits, (int) Math.min(Math.max(word + 1L, 2L * bits.length), mostRange / Long.SIZE + 1));
        }
        bits[word] |= 1L << offset;
    }
}
