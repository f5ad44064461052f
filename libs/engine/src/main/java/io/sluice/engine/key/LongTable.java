package io.sluice.engine.key;

/// A set of longs with open addressing. Zero marks an empty slot, so a flag says whether the set contains it.
final class LongTable {
    private static final int FIRST_SLOTS = 16;

    private final long seed;
    private long[] slots = new long[FIRST_SLOTS];
    private int size;
    private boolean hasZero;

    LongTable(long seed) {
        this.seed = seed;
    }

    /// Whether the value is new. It is remembered.
    boolean add(long value) {
        if (value == 0) {
            boolean isNew = !hasZero;
            hasZero = true;
            return isNew;
        }
        if (size >= Partitions.fill(slots.length)) {
            grow();
        }
        boolean isNew = put(slots, value);
        if (isNew) {
            size++;
        }
        return isNew;
    }

    private boolean put(long[] into, long value) {
        int slot = Partitions.slot(Partitions.mix(value ^ seed), into.length);
        while (into[slot] != 0) {
            if (into[slot] == value) {
                return false;
            }
            slot = slot + 1 == into.length ? 0 : slot + 1;
        }
        into[slot] = value;
        return true;
    }

    private void grow() {
        long[] larger = new long[Partitions.grown(slots.length)];
        for (long value : slots) {
            if (value != 0) {
                put(larger, value);
            }
        }
        slots = larger;
    }
}
