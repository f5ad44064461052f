package io.sluice.engine.scan;

import java.util.Arrays;

/// The bytes of a record that continues in the next buffer. Grows to the largest such record and is reused.
public final class RecordBuffer {
    private static final int FIRST_SIZE = 1 << 12;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;

    public void clear() {
        length = 0;
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
