package io.sluice.engine.key;

/// The keys of one unique field, or the primary keys, in partitions that move to the disk one by one.
final class KeySet {
    private final KeyPartition[] partitions;
    private final int shift;
    private long low;
    private long high;

    /// @param count a power of two
    KeySet(int count, boolean wide, KeyBudget budget, SpillFile file, long reservedForFilter) {
        partitions = new KeyPartition[count];
        for (int i = 0; i < count; i++) {
            partitions[i] = new KeyPartition(wide, budget, file, reservedForFilter);
        }
        shift = Long.SIZE - 1 - Integer.numberOfTrailingZeros(count);
    }

    KeyPartition[] partitions() {
        return partitions;
    }

    /// As [KeyPartition#add].
    ///
    /// @param low a hash
    /// @param high the second half of a fingerprint; ignored if keys are numbers
    long add(long low, long high, long line) {
        long first = partition(low).add(low, high, line);
        if (first == SeenValues.LATER) {
            this.low = low;
            this.high = high;
        }
        return first;
    }

    long low() {
        return low;
    }

    long high() {
        return high;
    }

    KeyPartition partition(long low) {
        return partitions[(int) (low >>> 1 >>> shift)];
    }
}
