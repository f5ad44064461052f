package io.sluice.engine.value;

/// `[+-]?[0-9]+` in 64 bits. Leading zeros are allowed.
public final class Integers {
    /// What [#parse] returns for a text that is not an Integer, and also for the smallest Integer.
    public static final long INVALID = Long.MIN_VALUE;

    private static final int SAFE_DIGITS = 18;
    private static final int MOST_DIGITS = 19;

    private Integers() {}

    /// The value, or [#INVALID]. [#isSmallest] distinguishes the smallest Integer from an invalid text.
    public static long parse(byte[] bytes, int from, int to) {
        int i = from;
        boolean negative = false;
        if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
            negative = bytes[i] == '-';
            i++;
        }
        if (i == to) {
            return INVALID;
        }
        while (i < to - 1 && bytes[i] == '0') {
            i++;
        }
        int digits = to - i;
        if (digits > MOST_DIGITS) {
            return INVALID;
        }
        long negated = 0;
        int safeEnd = Math.min(to, i + SAFE_DIGITS);
        for (; i < safeEnd; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return INVALID;
            }
            negated = negated * 10 - digit;
        }
        if (i < to) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || negated < (Long.MIN_VALUE + digit) / 10) {
                return INVALID;
            }
            negated = negated * 10 - digit;
        }
        if (negative) {
            return negated;
        }
        return negated == Long.MIN_VALUE ? INVALID : -negated;
    }

    /// Whether a text for which [#parse] returned [#INVALID] is the smallest Integer.
    public static boolean isSmallest(byte[] bytes, int from, int to) {
        if (to - from < MOST_DIGITS + 1 || bytes[from] != '-') {
            return false;
        }
        int i = from + 1;
        while (i < to - MOST_DIGITS && bytes[i] == '0') {
            i++;
        }
        String smallest = "9223372036854775808";
        if (to - i != MOST_DIGITS) {
            return false;
        }
        for (int k = 0; k < MOST_DIGITS; k++) {
            if (bytes[i + k] != smallest.charAt(k)) {
                return false;
            }
        }
        return true;
    }
}
