package io.sluice.engine.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// `[+-]?[0-9]+(\.[0-9]+)?` with at most 38 digits in all.
public final class Decimals {
    /// What [#shape] returns for a text that is not a Decimal.
    public static final int INVALID = -1;

    /// The maximum number of digits.
    public static final int MAX_DIGITS = 38;

    /// The largest number of digits that always fit into a long.
    public static final int LONG_DIGITS = 18;

    private Decimals() {}

    /// The number of digits before the point without leading zeros ([#wholeDigits]) and after it
    /// ([#fractionDigits]), or [#INVALID].
    public static int shape(byte[] bytes, int from, int to) {
        int start = from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
        int point = Digits.skip(bytes, start, to);
        int all = point - start;
        if (all == 0) {
            return INVALID;
        }
        int fraction = 0;
        if (point < to) {
            fraction = to - point - 1;
            if (bytes[point] != '.' || fraction == 0 || Digits.skip(bytes, point + 1, to) != to) {
                return INVALID;
            }
        }
        if (all + fraction > MAX_DIGITS) {
            return INVALID;
        }
        int firstDigit = start;
        while (firstDigit < point && bytes[firstDigit] == '0') {
            firstDigit++;
        }
        return (point - firstDigit) << 8 | fraction;
    }

    public static int wholeDigits(int shape) {
        return shape >> 8;
    }

    public static int fractionDigits(int shape) {
        return shape & 0xFF;
    }

    /// All digits as one number without the point. Only for shapes of at most [#LONG_DIGITS] digits.
    public static long unscaled(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            if (Digits.isDigit(bytes[i])) {
                value = value * 10 + (bytes[i] - '0');
            }
        }
        return bytes[from] == '-' ? -value : value;
    }

    /// The value of a valid text.
    public static BigDecimal exact(byte[] bytes, int from, int to) {
        return new BigDecimal(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }
}
