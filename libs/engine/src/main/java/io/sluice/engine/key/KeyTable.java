package io.sluice.engine.key;

/// Keys and the line on which each was first seen, with open addressing.
///
/// | key | slot |
/// |---|---|
/// | a number, as a hash that loses nothing | hash, line |
/// | anything else, as a fingerprint of 128 bits | low half, high half, line |
///
/// Line 0 marks an empty slot.
final class KeyTable {
    private static final int FIRST_SLOTS = 16;
    private static final double LARGEST_LOAD = 0.8;

    private final boolean wide;
    private final int width;
    private long[] slots = {};
    private int mask = -1;
    private int fill;
    private int size;

    /// @param wide whether keys are fingerprints of two longs
    KeyTable(boolean wide) {
        this.wide = wide;
        width = wide ? 3 : 2;
    }

    long bytes() {
        return (long) slots.length * Long.BYTES;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// Whether [#grow] must be called before a key is added.
    boolean isFull() {
        return size >= fill;
    }

    /// The bytes of the table after [#grow].
    long grownBytes() {
        return grownSlots() * width * Long.BYTES;
    }

    void grow() {
        long[] previous = slots;
        int count = Math.toIntExact(grownSlots());
        slots = new long[Math.multiplyExact(count, width)];
        mask = count - 1;
        fill = (int) (count * LARGEST_LOAD);
        size = 0;
        for (int at = 0; at < previous.length; at += width) {
            long line = previous[at + width - 1];
            if (line != 0) {
                add(previous[at], wide ? previous[at + 1] : 0, line);
            }
        }
    }

    /// The line of the same key, or 0 if the key is new; then it is remembered with its line.
    ///
    /// @param high ignored if keys are numbers
    long add(long low, long high, long line) {
        int at = slot(low, high);
        long first = slots[at + width - 1];
        if (first == 0) {
            slots[at] = low;
            if (wide) {
                slots[at + 1] = high;
            }
            slots[at + width - 1] = line;
            size++;
        }
        return first;
    }

    /// The line of the key; 0 if the table does not contain it.
    long line(long low, long high) {
        return slots[slot(low, high) + width - 1];
    }

    /// Changes the line of a key that the table contains.
    void setLine(long low, long high, long line) {
        slots[slot(low, high) + width - 1] = line;
    }

    /// Appends all keys to a log, each as its slot.
    void appendTo(SpillLog log) {
        for (int at = 0; at < slots.length; at += width) {
            if (slots[at + width - 1] != 0) {
                for (int i = 0; i < width; i++) {
                    log.add(slots[at + i]);
                }
            }
        }
    }

    /// Where the key is, or the empty slot for it.
    private int slot(long low, long high) {
        int at = ((int) low & mask) * width;
        while (slots[at + width - 1] != 0 && (slots[at] != low || (wide && slots[at + 1] != high))) {
            at += width;
            if (at == slots.length) {
                at = 0;
            }
        }
        return at;
    }

    private long grownSlots() {
        return slots.length == 0 ? FIRST_SLOTS : 2L * slots.length / width;
    }
}
