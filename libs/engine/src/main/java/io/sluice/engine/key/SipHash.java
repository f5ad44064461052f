package io.sluice.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// SipHash-2-4 with an output of 128 bits: without the key nobody can construct two inputs that collide.
/// Mutable and reused; [#hash] leaves the result in [#high] and [#low].
public final class SipHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long key0;
    private final long key1;
    private long low;
    private long high;

    /// @param key0 secret and random, as the other one
    public SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    public long low() {
        return low;
    }

    public long high() {
        return high;
    }

    /// Breaks style for speed: one loop takes the words and both halves of the result, so that the state
    /// stays in registers.
    ///
    /// | step | word | rounds |
    /// |---|---|---|
    /// | below `words` | the next eight bytes | 2 |
    /// | `words` | the rest and the length | 2 |
    /// | `words + 1` | none; afterwards the low half is complete | 4 |
    /// | `words + 2` | none; afterwards the high half is complete | 4 |
    public void hash(byte[] bytes, int length) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        int words = length >>> 3;
        for (int step = 0; step <= words + 2; step++) {
            long word = 0;
            int rounds = 2;
            if (step < words) {
                word = (long) LONGS.get(bytes, step * Long.BYTES);
            } else if (step == words) {
                word = last(bytes, length);
            } else if (step == words + 1) {
                v2 ^= 0xee;
                rounds = 4;
            } else {
                low = v0 ^ v1 ^ v2 ^ v3;
                v1 ^= 0xdd;
                rounds = 4;
            }
            v3 ^= word;
            for (int i = 0; i < rounds; i++) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v1;
                v0 += v3;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= word;
        }
        high = v0 ^ v1 ^ v2 ^ v3;
    }

    private static long last(byte[] bytes, int length) {
        long word = (long) length << 56;
        for (int i = length & ~7; i < length; i++) {
            word |= (bytes[i] & 0xFFL) << ((i & 7) * Byte.SIZE);
        }
        return word;
    }
}
