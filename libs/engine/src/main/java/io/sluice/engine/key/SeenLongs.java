package io.sluice.engine.key;

/// The 64-bit values seen so far, exact. Not thread-safe.
///
/// Values above all earlier ones go to [AscendingRuns] (a counter costs nothing); the others to a hash set of
/// 10 to 15 bytes a value.
public final class SeenLongs {
    private final AscendingRuns ascending = new AscendingRuns();
    private final LongTable[] tables = new LongTable[Partitions.COUNT];
    private final long seed;

    public SeenLongs(long seed) {
        this.seed = seed;
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new LongTable(seed);
        }
    }

    /// Whether the value is new; it is remembered.
    public boolean add(long value) {
        if (ascending.isEmpty() || value > ascending.largest()) {
            ascending.append(value);
            return true;
        }
        if (ascending.contains(value)) {
            return false;
        }
        return tables[Partitions.of(Partitions.mix(value ^ seed))].add(value);
    }
}
