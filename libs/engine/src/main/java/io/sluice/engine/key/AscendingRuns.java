package io.sluice.engine.key;

import java.util.ArrayList;
import java.util.List;

/// Values that arrived in ascending order, stored as runs of consecutive numbers: a counter of a billion rows
/// is one run.
final class AscendingRuns {
    private static final int SHIFT = 12;
    private static final int SEGMENT = 1 << SHIFT;
    private static final int MASK = SEGMENT - 1;

    private final List<long[]> firsts = new ArrayList<>();
    private final List<long[]> lasts = new ArrayList<>();
    private int runs;
    private long largest;

    boolean isEmpty() {
        return runs == 0;
    }

    long largest() {
        return largest;
    }

    /// Adds a value greater than all others.
    void append(long value) {
        if (runs > 0 && value == largest + 1) {
            lasts.getLast()[(runs - 1) & MASK] = value;
        } else {
            if ((runs & MASK) == 0) {
                firsts.add(new long[SEGMENT]);
                lasts.add(new long[SEGMENT]);
            }
            firsts.getLast()[runs & MASK] = value;
            lasts.getLast()[runs & MASK] = value;
            runs++;
        }
        largest = value;
    }

    boolean contains(long value) {
        int low = 0;
        int high = runs - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (lasts.get(middle >> SHIFT)[middle & MASK] < value) {
                low = middle + 1;
            } else if (firsts.get(middle >> SHIFT)[middle & MASK] > value) {
                high = middle - 1;
            } else {
                return true;
            }
        }
        return false;
    }
}
