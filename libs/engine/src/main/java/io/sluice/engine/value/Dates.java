package io.sluice.engine.value;

/// Days of the proleptic ISO calendar as `yyyy-MM-dd`, years 0001 to 9999.
public final class Dates {
    public static final long INVALID = Long.MIN_VALUE;

    private static final int LENGTH = 10;
    private static final int DAYS_TO_1970 = 719_468;
    private static final int DAYS_OF_ERA = 146_097;

    private Dates() {}

    public static boolean isValid(byte[] bytes, int from, int to) {
        return to - from == LENGTH && isDate(bytes, from);
    }

    /// Days since 1970-01-01, or [#INVALID].
    public static long parse(byte[] bytes, int from, int to) {
        return to - from == LENGTH ? epochDay(bytes, from) : INVALID;
    }

    /// Whether the 10 bytes at `from` are a date.
    static boolean isDate(byte[] bytes, int from) {
        if (bytes[from + 4] != '-' || bytes[from + 7] != '-') {
            return false;
        }
        return isDay(Digits.four(bytes, from), Digits.two(bytes, from + 5), Digits.two(bytes, from + 8));
    }

    static long epochDay(byte[] bytes, int from) {
        if (!isDate(bytes, from)) {
            return INVALID;
        }
        return epochDay(Digits.four(bytes, from), Digits.two(bytes, from + 5), Digits.two(bytes, from + 8));
    }

    static boolean isDay(int year, int month, int day) {
        return year >= 1
                && year <= 9999
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= lengthOfMonth(year, month));
    }

    private static int lengthOfMonth(int year, int month) {
        if (month == 2) {
            boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
            return leap ? 29 : 28;
        }
        return 30 + ((month + (month >> 3)) & 1);
    }

    /// Counts from March 1 of year 0, so that a leap day is the last day of its year.
    static long epochDay(int year, int month, int day) {
        int shifted = month > 2 ? year : year - 1;
        int era = shifted / 400;
        int yearOfEra = shifted - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return (long) era * DAYS_OF_ERA + dayOfEra - DAYS_TO_1970;
    }
}
