package io.sluice.parquet;

import java.util.Arrays;

/// The places of a page's values in their dictionary. They are encoded as runs of equal places, and else
/// with as many bits as the largest one has.
final class DictionaryIds {
    /// A run of bits has at most 63 groups of 8, so that its header is one byte.
    private static final int MOST_BITS = 63 * 8;
    private static final int GROUP = 8;
    /// A shorter run costs more than its bits.
    private static final int SHORTEST_RUN = 64;

    private int[] ids = new int[64];
    private int count;

    int count() {
        return count;
    }

    int get(int index) {
        return ids[index];
    }

    void clear() {
        count = 0;
    }

    void add(int id) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = id;
    }

    /// The bits of each place in a dictionary of this size.
    static int width(int size) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
    }

    /// Adds the width and the places.
    ///
    /// @param size of the dictionary
    void encode(int size, PageBuffer out) {
        int width = width(size);
        out.putByte(width);
        for (int at = 0; at < count; ) {
            int run = run(at);
            if (run >= SHORTEST_RUN || run == count - at) {
                out.putVarint(run << 1);
                out.putLow(ids[at], (width + GROUP - 1) / GROUP);
                at += run;
            } else {
                int end = Math.min(count, at + MOST_BITS);
                bits(at, end, width, out);
                at = end;
            }
        }
    }

    private int run(int from) {
        int to = from + 1;
        while (to < count && ids[to] == ids[from]) {
            to++;
        }
        return to - from;
    }

    private void bits(int from, int to, int width, PageBuffer out) {
        int groups = (to - from + GROUP - 1) / GROUP;
        out.putVarint(groups << 1 | 1);
        long word = 0;
        int filled = 0;
        for (int i = from; i < from + groups * GROUP; i++) {
            word |= (i < to ? (long) ids[i] : 0) << filled;
            filled += width;
            if (filled >= Integer.SIZE) {
                out.putInt((int) word);
                word >>>= Integer.SIZE;
                filled -= Integer.SIZE;
            }
        }
        // Groups of 8 end with a byte.
        out.putLow(word, filled / Byte.SIZE);
    }
}
