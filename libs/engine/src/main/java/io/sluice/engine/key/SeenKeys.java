package io.sluice.engine.key;

/// Keys of any length, as keyed fingerprints of 128 bits. Nobody can construct two keys that collide without
/// the key of the hash, which each run draws anew; so the fingerprints also say nothing about the values.
public final class SeenKeys extends SeenValues {
    private final SipHash hash;

    SeenKeys(KeySet set, SipHash hash) {
        super(set);
        this.hash = hash;
    }

    public long add(KeyBytes key, long line) {
        hash.hash(key.array(), key.length());
        return set.add(hash.low(), hash.high(), line);
    }
}
