package io.sluice.engine.key;

/// A Bloom filter with four bits of one word for each hash: it may take a new hash for a known one, never a
/// known one for a new one. With 16 bits for each hash it errs once in 200 times, and it reads one word.
final class KeyFilter {
    private final long[] words;

    KeyFilter(long bytes) {
        words = new long[Math.toIntExact(Math.max(1, bytes / Long.BYTES))];
    }

    long bytes() {
        return (long) words.length * Long.BYTES;
    }

    /// Whether the hash may have been added before. It is added.
    boolean add(long hash) {
        // Bits 0 to 23 choose the four bits, 24 to 55 the word; those above chose the partition.
        int word = (int) (((hash >>> 24 & 0xFFFFFFFFL) * words.length) >>> 32);
        long bits = 1L << hash | 1L << (hash >>> 6) | 1L << (hash >>> 12) | 1L << (hash >>> 18);
        long present = words[word];
        if ((present & bits) == bits) {
            return true;
        }
        words[word] = present | bits;
        return false;
    }
}
