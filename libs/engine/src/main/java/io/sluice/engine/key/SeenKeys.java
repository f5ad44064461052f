package io.sluice.engine.key;

/// The keys of any length seen so far, as keyed 128-bit fingerprints: 20 to 30 bytes a key, and no key can be
/// made up that collides with another. Not thread-safe.
public final class SeenKeys {
    private final PairTable[] tables = new PairTable[Partitions.COUNT];
    private final SipHash hash;

    public SeenKeys(long key0, long key1) {
        hash = new SipHash(key0, key1);
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new PairTable();
        }
    }

    /// Whether the key is new; it is remembered.
    public boolean add(KeyBytes key) {
        hash.hash(key.array(), key.length());
        return tables[Partitions.of(hash.high())].add(hash.high(), hash.low());
    }
}
