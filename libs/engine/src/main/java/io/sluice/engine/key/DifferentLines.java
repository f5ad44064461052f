package io.sluice.engine.key;

import java.util.Arrays;

/// Counts different lines with one bit for each line of a range; a longer file takes several passes.
final class DifferentLines {
    private static final long SMALLEST_RANGE = 1 << 12;

    private DifferentLines() {}

    /// @param bytes memory for the bits
    static long count(SpillLog lines, long largestLine, long bytes) {
        if (lines.isEmpty()) {
            return 0;
        }
        long range = Math.min(largestLine + 1, Math.max(SMALLEST_RANGE, bytes * Byte.SIZE));
        long[] seen = new long[Math.toIntExact((range + Long.SIZE - 1) / Long.SIZE)];
        long count = 0;
        for (long from = 0; from <= largestLine; from += range) {
            Arrays.fill(seen, 0);
            SpillLog.Reader reader = lines.reader();
            while (reader.hasNext()) {
                long offset = reader.next() - from;
                if (offset >= 0 && offset < range) {
                    seen[(int) (offset >>> 6)] |= 1L << offset;
                }
            }
            for (long word : seen) {
                count += Long.bitCount(word);
            }
        }
        return count;
    }
}
