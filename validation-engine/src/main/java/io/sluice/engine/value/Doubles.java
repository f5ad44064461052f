package io.sluice.engine.value;

import java.nio.charset.StandardCharsets;

/// `[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?`, finite.
public final class Doubles {
    /// Digits before the point up to which a text without exponent is surely finite.
    private static final int SURELY_FINITE = 300;

    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private Doubles() {}

    public static boolean isValid(byte[] bytes, int from, int to) {
        int start = from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
        int i = Digits.skip(bytes, start, to);
        int whole = i - start;
        if (whole == 0) {
            return false;
        }
        if (i < to && bytes[i] == '.') {
            int end = Digits.skip(bytes, i + 1, to);
            if (end == i + 1) {
                return false;
            }
            i = end;
        }
        if (i == to) {
            return whole <= SURELY_FINITE || Double.isFinite(parse(bytes, from, to));
        }
        if (bytes[i] != 'e' && bytes[i] != 'E') {
            return false;
        }
        i++;
        if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
            i++;
        }
        return i < to && Digits.skip(bytes, i, to) == to && Double.isFinite(parse(bytes, from, to));
    }

    /// The value of a text known to be valid; minus zero is zero. Exact without allocation up to 15 digits and no
    /// exponent.
    public static double value(byte[] bytes, int from, int to) {
        long digits = 0;
        int count = 0;
        int fraction = -1;
        for (int i = from; i < to; i++) {
            byte symbol = bytes[i];
            if (Digits.isDigit(symbol)) {
                digits = digits * 10 + (symbol - '0');
                count++;
                if (fraction >= 0) {
                    fraction++;
                }
            } else if (symbol == '.') {
                fraction = 0;
            } else if (i > from) {
                return parse(bytes, from, to) + 0.0;
            }
            if (count > EXACT_DIGITS) {
                return parse(bytes, from, to) + 0.0;
            }
        }
        double value = fraction > 0 ? digits / POWERS[fraction] : digits;
        return bytes[from] == '-' ? 0.0 - value : value;
    }

    private static double parse(byte[] bytes, int from, int to) {
        return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }
}
