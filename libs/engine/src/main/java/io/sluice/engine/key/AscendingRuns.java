package io.sluice.engine.key;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Numbers that arrived in ascending order, stored as runs of consecutive numbers on consecutive lines: a
/// counter of a billion rows is one run.
final class AscendingRuns {
    /// Receives a number and its line.
    interface Visitor {
        void visit(long value, long line);
    }

    private static final int SHIFT = 8;
    private static final int CHUNK_RUNS = 1 << SHIFT;
    private static final int MASK = CHUNK_RUNS - 1;
    /// A run is its first number, its last number and its first line.
    private static final int WIDTH = 3;
    static final long CHUNK_BYTES = (long) CHUNK_RUNS * WIDTH * Long.BYTES;

    private final List<long[]> chunks = new ArrayList<>();
    private int runs;
    private long largest;
    private long lastLine;

    /// Whether the number is greater than all others.
    boolean isLarger(long value) {
        return runs == 0 || value > largest;
    }

    long bytes() {
        return chunks.size() * CHUNK_BYTES;
    }

    /// Whether [#append] takes [#CHUNK_BYTES] more.
    boolean needsChunk(long value, long line) {
        return (runs & MASK) == 0 && !continuesRun(value, line);
    }

    /// Adds a number greater than all others.
    void append(long value, long line) {
        if (continuesRun(value, line)) {
            chunks.getLast()[at(runs - 1) + 1] = value;
        } else {
            if ((runs & MASK) == 0) {
                chunks.add(new long[CHUNK_RUNS * WIDTH]);
            }
            long[] chunk = chunks.getLast();
            chunk[at(runs)] = value;
            chunk[at(runs) + 1] = value;
            chunk[at(runs) + 2] = line;
            runs++;
        }
        largest = value;
        lastLine = line;
    }

    /// The line of the number; 0 if it is not among these.
    long line(long value) {
        int low = 0;
        int high = runs - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long[] chunk = chunks.get(middle >> SHIFT);
            int at = at(middle);
            if (chunk[at + 1] < value) {
                low = middle + 1;
            } else if (chunk[at] > value) {
                high = middle - 1;
            } else {
                return chunk[at + 2] + value - chunk[at];
            }
        }
        return 0;
    }

    /// Visits all numbers and removes them.
    void drain(Visitor visitor) {
        ArrayDeque<long[]> left = new ArrayDeque<>(chunks);
        chunks.clear();
        for (int first = 0; first < runs; first += CHUNK_RUNS) {
            long[] chunk = left.removeFirst();
            for (int run = first; run < Math.min(runs, first + CHUNK_RUNS); run++) {
                long value = chunk[at(run)];
                long count = chunk[at(run) + 1] - value + 1;
                for (long i = 0; i < count; i++) {
                    visitor.visit(value + i, chunk[at(run) + 2] + i);
                }
            }
        }
        runs = 0;
    }

    private boolean continuesRun(long value, long line) {
        return runs > 0 && value == largest + 1 && line == lastLine + 1;
    }

    private static int at(int run) {
        return (run & MASK) * WIDTH;
    }
}
