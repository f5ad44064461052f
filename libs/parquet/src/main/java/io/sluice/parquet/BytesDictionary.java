package io.sluice.parquet;

import java.util.Arrays;

/// Different texts in the order of their first appearance. What it says depends on the texts alone.
final class BytesDictionary {
    private static final int FIRST_SLOTS = 1 << 4;

    private final int most;
    private byte[] bytes = new byte[FIRST_SLOTS];
    /// Where each text ends in `bytes`; it begins where the one before it ends.
    private int[] ends = new int[FIRST_SLOTS / 2];
    private int[] hashes = new int[FIRST_SLOTS / 2];
    /// The first eight bytes of each text, which tell most of them apart.
    private long[] firsts = new long[FIRST_SLOTS / 2];
    /// The place of a text and one; 0 is free.
    private int[] slots = new int[FIRST_SLOTS];
    private int size;

    /// @param most bytes that it takes of the memory
    BytesDictionary(int most) {
        this.most = most;
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    int from(int id) {
        return id == 0 ? 0 : ends[id - 1];
    }

    int to(int id) {
        return ends[id];
    }

    /// The bytes of all texts.
    int length() {
        return from(size);
    }

    /// The bytes that it takes of the memory: with short texts several times what they have.
    int memory() {
        return size == 0 ? 0 : memory(bytes.length, ends.length, slots.length);
    }

    private static int memory(int length, int texts, int slots) {
        return length + texts * (2 * Integer.BYTES + Long.BYTES) + slots * Integer.BYTES;
    }

    /// Gives its memory back.
    void clear() {
        if (size > 0) {
            bytes = new byte[FIRST_SLOTS];
            ends = new int[FIRST_SLOTS / 2];
            hashes = new int[FIRST_SLOTS / 2];
            firsts = new long[FIRST_SLOTS / 2];
            slots = new int[FIRST_SLOTS];
            size = 0;
        }
    }

    /// The place of a text; negative if there is no room for it.
    int id(byte[] source, int from, int to) {
        long first = first(source, from, to);
        int hash = hash(first, source, from, to);
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (int probe = 0; probe < LongDictionary.MOST_PROBES; probe++) {
            int id = slots[slot] - 1;
            if (id < 0) {
                return add(first, source, from, to, hash, slot);
            }
            if (firsts[id] == first && isEqual(id, source, from, to)) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    private boolean isEqual(int id, byte[] source, int from, int to) {
        int start = from(id);
        int count = to - from;
        if (ends[id] - start != count) {
            return false;
        }
        return count <= Long.BYTES
                || Arrays.equals(bytes, start + Long.BYTES, start + count, source, from + Long.BYTES, to);
    }

    private int add(long first, byte[] source, int from, int to, int hash, int slot) {
        int start = length();
        int count = to - from;
        int texts = size == ends.length ? 2 * size : ends.length;
        int length = bytes.length - start < count ? Math.max(start + count, 2 * bytes.length) : bytes.length;
        if ((texts > ends.length || length > bytes.length) && memory(length, texts, 4 * texts) > most) {
            return -1;
        }
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, length);
        }
        if (texts > ends.length) {
            ends = Arrays.copyOf(ends, texts);
            hashes = Arrays.copyOf(hashes, texts);
            firsts = Arrays.copyOf(firsts, texts);
        }
        System.arraycopy(source, from, bytes, start, count);
        ends[size] = start + count;
        hashes[size] = hash;
        firsts[size] = first;
        slots[slot] = ++size;
        if (2 * size == slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        var grown = new int[2 * slots.length];
        int mask = grown.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = hashes[id] & mask;
            while (grown[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            grown[slot] = id + 1;
        }
        slots = grown;
    }

    /// The first bytes, up to eight, as a number.
    private static long first(byte[] source, int from, int to) {
        int count = to - from;
        if (from + Long.BYTES <= source.length) {
            long word = PageBuffer.word(source, from);
            return count >= Long.BYTES ? word : word & ((1L << (count * Byte.SIZE)) - 1);
        }
        long word = 0;
        for (int at = to - 1; at >= from; at--) {
            word = (word << Byte.SIZE) | (source[at] & 0xff);
        }
        return word;
    }

    private static int hash(long first, byte[] source, int from, int to) {
        long hash = LongDictionary.mix(first ^ to - from);
        int at = from + Long.BYTES;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            hash = LongDictionary.mix(hash ^ PageBuffer.word(source, at));
        }
        // The last word may overlap the one before it.
        return (int) (at < to ? LongDictionary.mix(hash ^ PageBuffer.word(source, to - Long.BYTES)) : hash);
    }
}
