package io.sluice.engine.key;

import java.util.Arrays;

/// Keys and the line on which each was first seen.
///
/// | array | content |
/// |---|---|
/// | `entries` | in the order of arrival: low half of the fingerprint, high half, line. A number has no high half: its
/// hash loses nothing |
/// | `index` | open addressing by the lowest bits of the hash. A slot holds, in these bits, the number of the entry,
/// from 1; in the bits above them those of the hash |
///
/// So a new key reads one slot of four bytes, and only a key that is likely known reads its entry.
final class KeyTable {
    private static final int FIRST_SLOTS = 16;
    private static final int FIRST_ENTRIES = 8;

    private final boolean wide;
    private final int width;
    private long[] entries = {};
    private int[] index = {};
    private int mask;
    private int size;

    /// @param wide whether keys are fingerprints of two longs
    KeyTable(boolean wide) {
        this.wide = wide;
        width = wide ? 3 : 2;
    }

    long bytes() {
        return bytes(entries.length / width, index.length);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// Whether [#grow] must be called before a key is added.
    boolean isFull() {
        return size * width == entries.length;
    }

    /// The bytes of the table after [#grow].
    long grownBytes() {
        int grown = grownEntries();
        return bytes(grown, slotsFor(grown));
    }

    void grow() {
        int grown = grownEntries();
        entries = Arrays.copyOf(entries, Math.multiplyExact(grown, width));
        int slots = slotsFor(grown);
        if (slots != index.length) {
            index = new int[slots];
            mask = slots - 1;
            for (int entry = 0; entry < size; entry++) {
                int hash = (int) entries[entry * width];
                int at = hash & mask;
                while (index[at] != 0) {
                    at = (at + 1) & mask;
                }
                index[at] = (entry + 1) | (hash & ~mask);
            }
        }
    }

    /// The line of the same key, or 0 if the key is new; then it is remembered with its line.
    ///
    /// @param high ignored if keys are numbers
    /// @param line not 0
    long add(long low, long high, long line) {
        int hash = (int) low;
        int at = hash & mask;
        int slot = index[at];
        while (slot != 0) {
            if (((slot ^ hash) & ~mask) == 0) {
                int entry = ((slot & mask) - 1) * width;
                if (entries[entry] == low && (!wide || entries[entry + 1] == high)) {
                    return entries[entry + width - 1];
                }
            }
            at = (at + 1) & mask;
            slot = index[at];
        }
        int entry = size++ * width;
        index[at] = size | (hash & ~mask);
        entries[entry] = low;
        if (wide) {
            entries[entry + 1] = high;
        }
        entries[entry + width - 1] = line;
        return 0;
    }

    /// The entry of a key, for [#line] and [#setLine]; negative if the table does not contain it.
    int find(long low, long high) {
        int hash = (int) low;
        int at = hash & mask;
        int slot = index[at];
        while (slot != 0) {
            if (((slot ^ hash) & ~mask) == 0) {
                int entry = ((slot & mask) - 1) * width;
                if (entries[entry] == low && (!wide || entries[entry + 1] == high)) {
                    return entry;
                }
            }
            at = (at + 1) & mask;
            slot = index[at];
        }
        return -1;
    }

    long line(int entry) {
        return entries[entry + width - 1];
    }

    void setLine(int entry, long line) {
        entries[entry + width - 1] = line;
    }

    /// Appends all entries to a log.
    void appendTo(SpillLog log) {
        for (int i = 0; i < size * width; i++) {
            log.add(entries[i]);
        }
    }

    private int grownEntries() {
        return size == 0 ? FIRST_ENTRIES : size + (size >> 1);
    }

    /// A quarter of the slots stays empty.
    private int slotsFor(int count) {
        int slots = Math.max(FIRST_SLOTS, index.length);
        while (slots - slots / 4 < count) {
            slots = Math.multiplyExact(slots, 2);
        }
        return slots;
    }

    private long bytes(int count, int slots) {
        return (long) count * width * Long.BYTES + (long) slots * Integer.BYTES;
    }
}
