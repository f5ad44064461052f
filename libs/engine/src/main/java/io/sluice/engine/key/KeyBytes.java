package io.sluice.engine.key;

import java.util.Arrays;

/// The bytes that represent a typed value, or a key of several values. Mutable, reused, grows to the largest
/// key.
public final class KeyBytes {
    private byte[] bytes = new byte[64];
    private int length;

    public void clear() {
        length = 0;
    }

    public void putByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    public void putLong(long value) {
        reserve(Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[length++] = (byte) (value >>> (i * Byte.SIZE));
        }
    }

    public void putBytes(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
    }

    public int length() {
        return length;
    }

    /// Appends the number of bytes since `start`, so that the keys (`ab`, `c`) and (`a`, `bc`) differ.
    public void closePart(int start) {
        putLong(length - start);
    }

    byte[] array() {
        return bytes;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + (bytes.length >> 1)));
        }
    }
}
