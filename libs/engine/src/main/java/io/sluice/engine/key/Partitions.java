package io.sluice.engine.key;

/// Spreads values over many small tables. Each grows alone, so that no growth copies all values at once.
final class Partitions {
    static final int COUNT = 64;

    private static final int SHIFT = 58;
    private static final double LARGEST_LOAD = 0.8;

    private Partitions() {}

    /// The finalizer of MurmurHash3.
    static long mix(long value) {
        long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }

    static int of(long hash) {
        return (int) (hash >>> SHIFT);
    }

    /// A slot below `slots`, computed from bits that [#of] does not use.
    static int slot(long hash, int slots) {
        return (int) (((hash & 0xFFFFFFFFL) * slots) >>> 32);
    }

    /// The number of values at which a table with this many slots grows.
    static int fill(int slots) {
        return (int) (slots * LARGEST_LOAD);
    }

    static int grown(int slots) {
        return slots + (slots >> 1);
    }
}
