package io.sluice.engine.key;

/// The keys seen so far, of any length, as keyed fingerprints of 128 bits. A key takes 20 to 30 bytes, and
/// nobody can construct two keys that collide. Not thread-safe.
public final class SeenKeys {
    private final PairTable[] tables = new PairTable[Partitions.COUNT];
    private final SipHash hash;

    public SeenKeys(long key0, long key1) {
        hash = new SipHash(key0, key1);
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new PairTable();
        }
    }

    /// Whether the key is new. It is remembered.
    public boolean add(KeyBytes key) {
        hash.hash(key.array(), key.length());
        return tables[Partitions.of(hash.high())].add(hash.high(), hash.low());
    }
}
