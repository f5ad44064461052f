package io.sluice.engine.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Splits a text that arrives in portions of any size into its lines. They end in LF, CRLF or CR. Holds at
/// most one line. Not thread-safe.
final class Lines {
    /// Takes the lines.
    interface Sink {
        /// Takes a line without its end; the buffer is reused afterwards.
        ///
        /// @param number from 1
        void line(byte[] bytes, int from, int to, long number);

        /// Hears of a line that is longer than it may be.
        void tooLong(long number);
    }

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LF = ONES * '\n';
    private static final long CR = ONES * '\r';

    private final int longest;
    private final Sink sink;
    private byte[] carried = new byte[1 << 12];
    private int carriedLength;
    private boolean isTooLong;
    private boolean endedWithCr;
    private long number = 1;

    Lines(int longest, Sink sink) {
        this.longest = longest;
        this.sink = sink;
    }

    void accept(byte[] bytes, int from, int to) {
        int start = from;
        if (endedWithCr && start < to) {
            start += bytes[start] == '\n' ? 1 : 0;
            endedWithCr = false;
        }
        while (start < to) {
            int end = findEnd(bytes, start, to);
            if (end == to) {
                carry(bytes, start, to);
                return;
            }
            line(bytes, start, end);
            start = end + 1;
            if (bytes[end] == '\r') {
                endedWithCr = start == to;
                start += start < to && bytes[start] == '\n' ? 1 : 0;
            }
        }
    }

    /// Ends the text. A last line needs no end.
    void finish() {
        if (carriedLength > 0 || isTooLong) {
            line(carried, 0, 0);
        }
    }

    /// Lines so far; the one that has not ended counts.
    long count() {
        return carriedLength > 0 || isTooLong ? number : number - 1;
    }

    private void line(byte[] bytes, int from, int to) {
        if (carriedLength > 0 || isTooLong) {
            carry(bytes, from, to);
        }
        if (isTooLong || to - from > longest) {
            sink.tooLong(number);
        } else if (carriedLength > 0) {
            sink.line(carried, 0, carriedLength, number);
        } else {
            sink.line(bytes, from, to, number);
        }
        carriedLength = 0;
        isTooLong = false;
        number++;
    }

    private void carry(byte[] bytes, int from, int to) {
        int length = to - from;
        if (isTooLong || length > longest - carriedLength) {
            isTooLong = true;
            carriedLength = 0;
            return;
        }
        if (carried.length - carriedLength < length) {
            carried = Arrays.copyOf(carried, Math.min(longest, Math.max(2 * carried.length, carriedLength + length)));
        }
        System.arraycopy(bytes, from, carried, carriedLength, length);
        carriedLength += length;
    }

    private static int findEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i <= to - 2 * Long.BYTES && (ends(bytes, i) | ends(bytes, i + Long.BYTES)) == 0) {
            i += 2 * Long.BYTES;
        }
        while (i <= to - Long.BYTES) {
            long found = ends(bytes, i);
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            i += Long.BYTES;
        }
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    /// A bit for each LF and CR of the next eight bytes. Only the lowest bit is certain.
    private static long ends(byte[] bytes, int index) {
        long word = (long) WORDS.get(bytes, index);
        return zeros(word ^ LF) | zeros(word ^ CR);
    }

    /// The high bit of each byte that is zero. Bits above the first one may be wrong.
    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGH_BITS;
    }
}
