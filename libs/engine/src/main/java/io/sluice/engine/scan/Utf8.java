package io.sluice.engine.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Checks whether a range of bytes is well-formed UTF-8.
public final class Utf8 {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    public static boolean isWellFormed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            byte lead = bytes[i];
            if (lead >= 0) {
                i = afterAscii(bytes, i + 1, to);
                continue;
            }
            int length = sequenceLength(bytes, i, to);
            if (length == 0) {
                return false;
            }
            i += length;
        }
        return true;
    }

    /// Where the first byte may be that is no ASCII: not further than it is.
    private static int afterAscii(byte[] bytes, int from, int to) {
        int i = from;
        while (i <= to - 4 * Long.BYTES
                && ((word(bytes, i)
                                        | word(bytes, i + Long.BYTES)
                                        | word(bytes, i + 2 * Long.BYTES)
                                        | word(bytes, i + 3 * Long.BYTES))
                                & HIGH_BITS)
                        == 0) {
            i += 4 * Long.BYTES;
        }
        while (i <= to - Long.BYTES && (word(bytes, i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        return i;
    }

    private static long word(byte[] bytes, int index) {
        return (long) WORDS.get(bytes, index);
    }

    /// The length of the sequence at `at`; 0 if it is ill-formed or incomplete.
    private static int sequenceLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead < 0xC2 || lead > 0xF4 || to - at < length) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
