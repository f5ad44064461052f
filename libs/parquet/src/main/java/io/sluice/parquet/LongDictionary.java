package io.sluice.parquet;

import java.util.Arrays;

/// Different numbers in the order of their first appearance. What it says depends on the numbers alone.
final class LongDictionary {
    /// Not even random numbers meet so many others. Chosen ones may, and would cost the square of their
    /// number.
    static final int MOST_PROBES = 256;

    private static final int FIRST_SLOTS = 1 << 4;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final int most;
    private long[] values = new long[FIRST_SLOTS / 2];
    /// The place of a number and one; 0 is free.
    private int[] slots = new int[FIRST_SLOTS];
    private int size;

    /// @param most bytes that it takes of the memory
    LongDictionary(int most) {
        this.most = most;
    }

    int size() {
        return size;
    }

    long get(int id) {
        return values[id];
    }

    /// The bytes that it takes of the memory.
    int memory() {
        return size == 0 ? 0 : memory(values.length, slots.length);
    }

    private static int memory(int numbers, int slots) {
        return numbers * Long.BYTES + slots * Integer.BYTES;
    }

    /// Gives its memory back.
    void clear() {
        if (size > 0) {
            values = new long[FIRST_SLOTS / 2];
            slots = new int[FIRST_SLOTS];
            size = 0;
        }
    }

    /// The place of a number; negative if there is no room for it.
    int id(long value) {
        int mask = slots.length - 1;
        int slot = hash(value) & mask;
        for (int probe = 0; probe < MOST_PROBES; probe++) {
            int id = slots[slot] - 1;
            if (id < 0) {
                return add(value, slot);
            }
            if (values[id] == value) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    private int add(long value, int slot) {
        if (size == values.length) {
            if (memory(2 * values.length, 2 * slots.length) > most) {
                return -1;
            }
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
        slots[slot] = size;
        if (2 * size == slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        var grown = new int[2 * slots.length];
        int mask = grown.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = hash(values[id]) & mask;
            while (grown[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            grown[slot] = id + 1;
        }
        slots = grown;
    }

    static int hash(long value) {
        return (int) mix(value);
    }

    /// Spreads the differences of two values over all bits, wherever they are.
    static long mix(long value) {
        return value * MIX ^ Math.unsignedMultiplyHigh(value, MIX);
    }
}
