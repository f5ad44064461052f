package io.sluice.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/// Bytes of a page, little-endian. It grows, and is emptied and filled again. What single large values made
/// of it is given back.
final class PageBuffer {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_BYTES = 256;
    private static final int VARINT_BITS = 7;
    private static final int VARINT_MORE = 1 << VARINT_BITS;

    private final int usualBytes;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    /// @param usualBytes that it has when it is full, if no value is large
    PageBuffer(int usualBytes) {
        this.usualBytes = usualBytes;
    }

    int length() {
        return length;
    }

    byte[] array() {
        return bytes;
    }

    void clear() {
        length = 0;
        if (bytes.length > 2 * usualBytes) {
            bytes = new byte[FIRST_BYTES];
        }
    }

    void putByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void putInt(int value) {
        reserve(Integer.BYTES);
        INTS.set(bytes, length, value);
        length += Integer.BYTES;
    }

    void putLong(long value) {
        reserve(Long.BYTES);
        LONGS.set(bytes, length, value);
        length += Long.BYTES;
    }

    void put(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
    }

    /// The lowest bytes of a value.
    void putLow(long value, int count) {
        reserve(Long.BYTES);
        LONGS.set(bytes, length, value);
        length += count;
    }

    /// Seven bits a byte, the lowest first.
    void putVarint(int value) {
        int left = value;
        while (left >= VARINT_MORE) {
            putByte(left | VARINT_MORE);
            left >>>= VARINT_BITS;
        }
        putByte(left);
    }

    void setInt(int at, int value) {
        INTS.set(bytes, at, value);
    }

    /// The eight bytes from an index on.
    static long word(byte[] source, int at) {
        return (long) LONGS.get(source, at);
    }

    /// Its bytes without a copy: valid until it is filled again.
    BytesInput content() {
        return BytesInput.from(bytes, 0, length);
    }

    private void reserve(int count) {
        int needed = length + count;
        if (needed > usualBytes && needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
        } else if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(usualBytes, Math.max(needed, 2 * bytes.length)));
        }
    }
}
