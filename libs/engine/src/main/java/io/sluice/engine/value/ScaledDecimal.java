package io.sluice.engine.value;

import java.util.stream.LongStream;

/// The digits of Decimals as one whole number with a fixed number of digits after the point, in 128 bits:
/// `-1.5` with the scale 2 is -150. Mutable and reused.
public final class ScaledDecimal {
    private static final int CHUNK_DIGITS = 18;
    private static final long[] POWERS =
            LongStream.iterate(1, power -> power * 10).limit(CHUNK_DIGITS + 1).toArray();

    private long high;
    private long low;

    /// Reads a valid text. Digits after the scale are zeros in a valid cell of such a field; they are left
    /// out.
    ///
    /// @param scale with the text's digits before the point at most 38
    /// @throws IllegalArgumentException if the number needs more digits than the scale has
    public void read(byte[] bytes, int from, int to, int scale) {
        high = 0;
        low = 0;
        boolean negative = bytes[from] == '-';
        int i = negative || bytes[from] == '+' ? from + 1 : from;
        long chunk = 0;
        int digits = 0;
        long power = 1;
        int left = -1;
        for (; i < to && left != 0; i++) {
            if (bytes[i] == '.') {
                left = scale;
                continue;
            }
            chunk = chunk * 10 + (bytes[i] - '0');
            power *= 10;
            left = left > 0 ? left - 1 : left;
            if (++digits == CHUNK_DIGITS) {
                append(power, chunk);
                chunk = 0;
                digits = 0;
                power = 1;
            }
        }
        requireZeros(bytes, i, to, scale);
        append(power, chunk);
        for (int zeros = left < 0 ? scale : left; zeros > 0; zeros -= CHUNK_DIGITS) {
            append(POWERS[Math.min(zeros, CHUNK_DIGITS)], 0);
        }
        if (negative) {
            high = low == 0 ? -high : ~high;
            low = -low;
        }
    }

    private static void requireZeros(byte[] bytes, int from, int to, int scale) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != '0' && bytes[i] != '.') {
                throw new IllegalArgumentException("expected at most %d digits after the point".formatted(scale));
            }
        }
    }

    private void append(long power, long chunk) {
        high = high * power + Math.unsignedMultiplyHigh(low, power);
        low *= power;
        long sum = low + chunk;
        if (Long.compareUnsigned(sum, low) < 0) {
            high++;
        }
        low = sum;
    }

    /// The number, if it has at most 18 digits.
    public long toLong() {
        return low;
    }

    /// Writes the number in two's complement, big-endian, into the last bytes of an array. Its other bytes
    /// get the sign.
    public void copyTo(byte[] target) {
        long word = low;
        for (int i = target.length - 1, bit = 0; i >= 0; i--, bit += Byte.SIZE) {
            if (bit == Long.SIZE) {
                word = high;
            } else if (bit == 2 * Long.SIZE) {
                word = high >> (Long.SIZE - 1);
            }
            target[i] = (byte) word;
            word >>= Byte.SIZE;
        }
    }
}
