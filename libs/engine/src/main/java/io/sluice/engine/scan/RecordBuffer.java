package io.sluice.engine.scan;

import java.util.Arrays;

/// The bytes of a record that continues in the next buffer. Grows, and is reused; what a record of some
/// megabytes made of it is given back.
public final class RecordBuffer {
    private static final int FIRST_SIZE = 1 << 12;
    private static final int MOST_KEPT = 4 << 20;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;

    public void clear() {
        length = 0;
        if (bytes.length > MOST_KEPT) {
            bytes = new byte[FIRST_SIZE];
        }
    }

    public void append(byte[] source, int from, int to) {
        int needed = length + to - from;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
        }
        System.arraycopy(source, from, bytes, length, to - from);
        length = needed;
    }

    public int length() {
        return length;
    }

    public byte[] array() {
        return bytes;
    }
}
