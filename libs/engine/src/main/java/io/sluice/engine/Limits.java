package io.sluice.engine;

/// The bounds of one run.
///
/// @param maxRecordBytes bytes of one record without its line ending
/// @param maxSampledErrors errors listed one by one; all are counted
/// @param maxValueLength code points of a value, label or key shown in a report
/// @param maxTotalColumns different columns in the totals; errors of further columns share a total without
/// column
public record Limits(int maxRecordBytes, int maxSampledErrors, int maxValueLength, int maxTotalColumns) {
    public static final Limits DEFAULTS = new Limits(16 << 20, 1_000, 100, 1_000);

    private static final int LARGEST_RECORD = 1 << 30;

    public Limits {
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
