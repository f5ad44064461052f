package io.sluice.engine.value;

import java.nio.charset.StandardCharsets;

/// `[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?`, finite.
public final class Doubles {
    /// A text is finite without a closer look if its digits before the point plus its exponent are at most
    /// this.
    private static final int SURELY_FINITE = 300;

    /// Exponents are not read beyond this value: all larger ones have the same effect.
    private static final int VAST_EXPONENT = 100_000;

    /// The digits and powers of ten that a double represents exactly. One operation on two of them rounds
    /// once, as the JDK's parser does.
    private static final int EXACT_DIGITS = 15;

    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private Doubles() {}

    public static boolean isValid(byte[] bytes, int from, int to) {
        int start = afterSign(bytes, from, to);
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
        if (i < to && !isExponent(bytes, i, to)) {
            return false;
        }
        return whole + exponent(bytes, i, to) <= SURELY_FINITE || Double.isFinite(parse(bytes, from, to));
    }

    /// The value of a valid text; minus zero is zero. Allocates nothing up to 15 digits and powers of ten up
    /// to 22.
    public static double value(byte[] bytes, int from, int to) {
        long digits = 0;
        int count = 0;
        int fraction = 0;
        boolean afterPoint = false;
        int i = afterSign(bytes, from, to);
        while (i < to && bytes[i] != 'e' && bytes[i] != 'E') {
            if (bytes[i] == '.') {
                afterPoint = true;
            } else {
                digits = digits * 10 + (bytes[i] - '0');
                count++;
                fraction += afterPoint ? 1 : 0;
            }
            i++;
        }
        int power = exponent(bytes, i, to) - fraction;
        if (count > EXACT_DIGITS || Math.abs(power) >= EXACT_POWERS.length) {
            return parse(bytes, from, to) + 0.0;
        }
        double value = power < 0 ? digits / EXACT_POWERS[-power] : digits * EXACT_POWERS[power];
        return bytes[from] == '-' ? 0.0 - value : value;
    }

    private static int afterSign(byte[] bytes, int from, int to) {
        return from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
    }

    private static boolean isExponent(byte[] bytes, int from, int to) {
        int first = afterSign(bytes, from + 1, to);
        return (bytes[from] == 'e' || bytes[from] == 'E') && first < to && Digits.skip(bytes, first, to) == to;
    }

    /// The number after the `e` at `at`; 0 if the text ends there.
    private static int exponent(byte[] bytes, int at, int to) {
        int exponent = 0;
        for (int i = afterSign(bytes, at + 1, to); i < to && exponent < VAST_EXPONENT; i++) {
            exponent = exponent * 10 + (bytes[i] - '0');
        }
        return at < to && bytes[at + 1] == '-' ? -exponent : exponent;
    }

    private static double parse(byte[] bytes, int from, int to) {
        return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }
}
