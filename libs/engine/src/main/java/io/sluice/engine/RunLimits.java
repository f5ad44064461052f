package io.sluice.engine;

/// The limits of one run.
///
/// @param maxRecordBytes bytes of one record without its line ending
/// @param maxSampledErrors errors that are listed one by one; all errors are counted
/// @param maxValueLength code points that a report shows of a value, label or key
/// @param maxTotalColumns different columns in the totals; errors in further columns share one total without
/// a column
public record RunLimits(int maxRecordBytes, int maxSampledErrors, int maxValueLength, int maxTotalColumns) {
    public static final RunLimits DEFAULTS = new RunLimits(16 << 20, 1_000, 100, 1_000);

    private static final int LARGEST_RECORD = 1 << 30;

    public RunLimits {
        requireBetween("maxRecordBytes", maxRecordBytes, LARGEST_RECORD);
        requireBetween("maxSampledErrors", maxSampledErrors, Integer.MAX_VALUE);
        requireBetween("maxValueLength", maxValueLength, Integer.MAX_VALUE);
        requireBetween("maxTotalColumns", maxTotalColumns, Integer.MAX_VALUE);
    }

    private static void requireBetween(String name, int value, int largest) {
        if (value < 1 || value > largest) {
            throw new IllegalArgumentException("%s is %d, expected 1 to %d".formatted(name, value, largest));
        }
    }
}
