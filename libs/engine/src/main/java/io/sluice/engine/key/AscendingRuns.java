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
    private long[] last = {};
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
    boolean isFull() {
        return (runs & MASK) == 0;
    }

    /// Adds the number that follows the last one, if it is on the next line. False means that nothing was
    /// added.
    boolean extend(long value, long line) {
        if (!isLarger(value) || runs == 0 || value - 1 != largest || line - 1 != lastLine) {
            return false;
        }
        largest = value;
        lastLine = line;
        return true;
    }

    /// Adds a number greater than all others as a run of its own.
    void append(long value, long line) {
        endLastRun();
        if (isFull()) {
            last = new long[CHUNK_RUNS * WIDTH];
            chunks.add(last);
        }
        last[at(runs)] = value;
        last[at(runs) + 2] = line;
        runs++;
        largest = value;
        lastLine = line;
    }

    /// The line of the number; 0 if it is not among these.
    long line(long value) {
        endLastRun();
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
        endLastRun();
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

    /// The last number of the last run is only written when somebody needs it.
    private void endLastRun() {
        if (runs > 0) {
            last[at(runs - 1) + 1] = largest;
        }
    }

    private static int at(int run) {
        return (run & MASK) * WIDTH;
    }
}
