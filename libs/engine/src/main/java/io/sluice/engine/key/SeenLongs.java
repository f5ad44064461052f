package io.sluice.engine.key;

import org.jspecify.annotations.Nullable;

/// 64-bit values, exact.
///
/// | value | goes to | memory |
/// |---|---|---|
/// | greater than all earlier ones | [AscendingRuns], until they are the largest part of a budget that runs out | next
/// to nothing for a counter |
/// | any other | [KeySet], as a hash that can be undone | 21 to 40 bytes each, less once it is on the disk |
public final class SeenLongs extends SeenValues implements KeyBudget.Holder {
    private final KeyBudget budget;
    private final long seed;
    private @Nullable AscendingRuns ascending = new AscendingRuns();

    SeenLongs(KeySet set, KeyBudget budget, long seed) {
        super(set);
        this.budget = budget;
        this.seed = seed;
        budget.register(this);
    }

    public long add(long value, long line) {
        AscendingRuns runs = ascending;
        if (runs != null) {
            if (runs.extend(value, line)) {
                return NEW;
            }
            if (runs.isLarger(value)) {
                if (!runs.isFull() || budget.reserve(AscendingRuns.CHUNK_BYTES, this)) {
                    runs.append(value, line);
                    return NEW;
                }
            } else {
                long first = runs.line(value);
                if (first != 0) {
                    return first;
                }
            }
        }
        return set.add(hash(value), 0, line);
    }

    @Override
    public long bytes() {
        return ascending == null ? 0 : ascending.bytes();
    }

    @Override
    public boolean isSpilled() {
        return ascending == null;
    }

    /// Moves the complete set to the disk, so that its filters get the memory of the runs.
    @Override
    public void spill() {
        AscendingRuns runs = ascending;
        if (runs == null) {
            return;
        }
        ascending = null;
        long freed = runs.bytes();
        for (KeyPartition partition : set.partitions()) {
            freed += partition.moveToLog();
        }
        budget.give(runs.bytes());
        runs.drain((value, line) -> {
            long hash = hash(value);
            set.partition(hash).append(hash, 0, line);
        });
        long share = freed / set.partitions().length;
        for (KeyPartition partition : set.partitions()) {
            partition.startFilter(share - share / 4);
        }
    }

    private long hash(long value) {
        return mix(value ^ seed);
    }

    /// The finalizer of MurmurHash3: different values have different results.
    private static long mix(long value) {
        long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
