package io.sluice.engine.key;

/// The 64-bit values seen so far, exact. Not thread-safe.
///
/// | value | goes to | memory |
/// |---|---|---|
/// | greater than all earlier ones | [AscendingRuns] | next to nothing for a counter |
/// | any other | [LongTable] | 10 to 15 bytes each |
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

    /// Whether the value is new. It is remembered.
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
