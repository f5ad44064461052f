package io.sluice.engine.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// `[+-]?[0-9]+(\.[0-9]+)?` of any length; [#fitsWithoutLimits] has the limits of fields that declare none.
public final class Decimals {
    /// What [#shape] returns for a text that is not a Decimal.
    public static final int INVALID = -1;

    /// The maximum number of digits of a field that declares precision or scale.
    public static final int MAX_DIGITS = 38;

    /// The maximum number of digits before the point of a field that declares neither.
    public static final int MAX_WHOLE = 20;

    /// The maximum number of digits after the point of a field that declares neither.
    public static final int MAX_FRACTION = 18;

    /// More digits than any rule allows.
    private static final int MANY = (1 << 15) - 1;

    /// The largest number of digits that always fit into a long.
    public static final int LONG_DIGITS = 18;

    private static final BigDecimal BEYOND = BigDecimal.TEN.pow(MAX_DIGITS);

    private Decimals() {}

    /// The number of digits before the point without leading zeros ([#wholeDigits]) and after it with
    /// trailing zeros ([#fractionDigits]), each up to 32,767, or [#INVALID].
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
        return Math.min(point - firstDigit, MANY) << 16 | Math.min(fraction, MANY);
    }

    /// Whether a valid text has at most 20 digits before the point (leading zeros aside) and 18 after it
    /// (trailing zeros aside).
    public static boolean fitsWithoutLimits(byte[] bytes, int from, int to, int shape) {
        return wholeDigits(shape) <= MAX_WHOLE
                && (fractionDigits(shape) <= MAX_FRACTION
                        || endsInZeros(bytes, pointOf(bytes, from, to) + 1 + MAX_FRACTION, to));
    }

    private static int pointOf(byte[] bytes, int from, int to) {
        int point = from;
        while (point < to && bytes[point] != '.') {
            point++;
        }
        return point;
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

    /// A number that stands in the same order as a valid text to every number of at most [#MAX_DIGITS] digits
    /// before the point and after it, but has few digits itself: cells may have millions.
    public static BigDecimal comparable(byte[] bytes, int from, int to, int shape) {
        boolean negative = bytes[from] == '-';
        if (wholeDigits(shape) > MAX_DIGITS) {
            return negative ? BEYOND.negate() : BEYOND;
        }
        int point = pointOf(bytes, from, to);
        int end = Math.min(to, point + 1 + MAX_DIGITS);
        int start = Math.max(from, point - MAX_DIGITS);
        String digits = new String(bytes, start, end - start, StandardCharsets.US_ASCII);
        String sign = negative && start > from ? "-" : "";
        return new BigDecimal(sign + digits + (endsInZeros(bytes, end, to) ? "" : "1"));
    }
}
