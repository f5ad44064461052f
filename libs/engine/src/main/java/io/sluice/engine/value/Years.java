package io.sluice.engine.value;

/// Years with 4 digits, and months as `yyyy-MM` in the years 0001 to 9999.
public final class Years {
    public static final long INVALID = Long.MIN_VALUE;

    private static final int YEAR_LENGTH = 4;
    private static final int MONTH_LENGTH = 7;

    private Years() {}

    /// The year, or [#INVALID].
    public static long parseYear(byte[] bytes, int from, int to) {
        int year = to - from == YEAR_LENGTH ? Digits.four(bytes, from) : -1;
        return year < 0 ? INVALID : year;
    }

    /// The months since year 0, or [#INVALID].
    public static long parseYearMonth(byte[] bytes, int from, int to) {
        if (to - from != MONTH_LENGTH || bytes[from + YEAR_LENGTH] != '-') {
            return INVALID;
        }
        return months(Digits.four(bytes, from), Digits.two(bytes, from + YEAR_LENGTH + 1));
    }

    static long months(int year, int month) {
        return year < 1 || month < 1 || month > 12 ? INVALID : year * 12L + month - 1;
    }
}
