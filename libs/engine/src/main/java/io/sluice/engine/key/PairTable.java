package io.sluice.engine.key;

/// A set of fingerprints of two longs each, with open addressing. A pair of zeros marks an empty slot, so a
/// flag says whether the set contains it.
final class PairTable {
    private static final int FIRST_SLOTS = 16;

    private long[] slots = new long[2 * FIRST_SLOTS];
    private int size;
    private boolean hasZero;

    /// Whether the pair is new. It is remembered.
    boolean add(long high, long low) {
        if ((high | low) == 0) {
            boolean isNew = !hasZero;
            hasZero = true;
            return isNew;
        }
        if (size >= Partitions.fill(slots.length / 2)) {
            grow();
        }
        boolean isNew = put(slots, high, low);
        if (isNew) {
            size++;
        }
        return isNew;
    }

    private static boolean put(long[] into, long high, long low) {
        int at = 2 * Partitions.slot(low, into.length / 2);
        while ((into[at] | into[at + 1]) != 0) {
            if (into[at] == high && into[at + 1] == low) {
                return false;
            }
            at = at + 2 == into.length ? 0 : at + 2;
        }
        into[at] = high;
        into[at + 1] = low;
        return true;
    }

    private void grow() {
        long[] larger = new long[2 * Partitions.grown(slots.length / 2)];
        for (int i = 0; i < slots.length; i += 2) {
            if ((slots[i] | slots[i + 1]) != 0) {
                put(larger, slots[i], slots[i + 1]);
            }
        }
        slots = larger;
    }
}
