package io.sluice.engine.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// `[+-]?[0-9]+(\.[0-9]+)?`, at most 20 digits before the point (leading zeros aside) and 18 after it
/// (trailing zeros aside).
public final class Decimals {
    /// What [#shape] returns for a text that is not a Decimal.
    public static final int INVALID = -1;

    /// The maximum number of digits before the point.
    public static final int MAX_WHOLE = 20;

    /// The maximum number of digits after the point.
    public static final int MAX_FRACTION = 18;

    /// More digits than any rule allows.
    private static final int MANY = (1 << 16) - 1;

    /// The largest number of digits that always fit into a long.
    public static final int LONG_DIGITS = 18;

    private Decimals() {}

    /// The number of digits before the point without leading zeros ([#wholeDigits]) and after it with
    /// trailing zeros ([#fractionDigits], up to 65,535), or [#INVALID].
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
        int firstDigit = start;
        while (firstDigit < point && bytes[firstDigit] == '0') {
            firstDigit++;
        }
        int whole = point - firstDigit;
        if (whole > MAX_WHOLE || (fraction > MAX_FRACTION && !endsInZeros(bytes, point + 1 + MAX_FRACTION, to))) {
            return INVALID;
        }
        return whole << 16 | Math.min(fraction, MANY);
    }

    private static boolean endsInZeros(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != '0') {
                return false;
            }
        }
        return true;
    }

    public static int wholeDigits(int shape) {
        return shape >> 16;
    }

    public static int fractionDigits(int shape) {
        return shape & MANY;
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
