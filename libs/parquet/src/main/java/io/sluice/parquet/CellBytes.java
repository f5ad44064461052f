package io.sluice.parquet;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Cells of one row one after another, so that equal rows have equal bytes and different rows different ones.
/// Reused row by row. Not thread-safe.
///
/// | cell | bytes |
/// |---|---|
/// | missing | 0 |
/// | number, date, boolean | 1, then 8 |
/// | decimal | 1, then 16 |
/// | text | 1, its length in 4, then the text |
public final class CellBytes {
    private static final int WIDE = 16;

    private byte[] bytes = new byte[1 << 10];
    private int length;

    public void clear() {
        length = 0;
    }

    /// The bytes up to [#length]; they change with the next cell.
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    void putNull() {
        reserve(1);
        bytes[length++] = 0;
    }

    void put(long value) {
        begin(Long.BYTES);
        putLong(value);
    }

    /// Minus zero is zero, as in the keys of a file.
    void put(double value) {
        put(Double.doubleToLongBits(value == 0 ? 0.0 : value));
    }

    void put(ByteBuffer text) {
        int size = text.remaining();
        begin(Integer.BYTES + size);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (size >>> shift);
        }
        text.get(bytes, length, size);
        length += size;
    }

    void putWide(long value) {
        begin(WIDE);
        putLong(value < 0 ? -1 : 0);
        putLong(value);
    }

    /// @param value big-endian, of at most 16 bytes
    void putWide(ByteBuffer value) {
        begin(WIDE);
        int size = value.remaining();
        byte sign = (byte) (value.get(value.position()) < 0 ? -1 : 0);
        Arrays.fill(bytes, length, length + WIDE - size, sign);
        value.get(bytes, length + WIDE - size, size);
        length += WIDE;
    }

    private void putLong(long value) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    private void begin(int size) {
        reserve(1 + size);
        bytes[length++] = 1;
    }

    private void reserve(int size) {
        if (bytes.length - length < size) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
        }
    }
}
