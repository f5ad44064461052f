package io.sluice.engine.value;

/// `yyyy-MM-dd`, then `T` or one blank, then `HH:mm:ss`, optionally a fraction, optionally `Z` or an offset
/// of up to `±18:00`.
///
/// A text without an offset is in a zone of its field: UTC unless the field names one.
public final class DateTimes {
    public static final long INVALID = Long.MIN_VALUE;

    private static final int TIME_AT = 11;
    private static final int FRACTION_AT = TIME_AT + Times.LENGTH;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int OFFSET_LENGTH = 6;
    private static final int LARGEST_OFFSET = 18 * 3_600;

    private DateTimes() {}

    public static boolean isValid(byte[] bytes, int from, int to) {
        if (to - from < FRACTION_AT
                || !Dates.isDate(bytes, from)
                || (bytes[from + TIME_AT - 1] != 'T' && bytes[from + TIME_AT - 1] != ' ')
                || Times.secondOfDay(bytes, from + TIME_AT) < 0) {
            return false;
        }
        if (to - from == FRACTION_AT) {
            return true;
        }
        int end = Times.fractionEnd(bytes, from + FRACTION_AT, to);
        return end >= 0 && offset(bytes, end, to) != Integer.MIN_VALUE;
    }

    /// Seconds since 1970-01-01T00:00:00Z, rounded down, or [#INVALID].
    ///
    /// @param zone of a text without an offset; a local time that it skips is invalid
    public static long parse(byte[] bytes, int from, int to, ZoneOffsets zone) {
        if (!isValid(bytes, from, to)) {
            return INVALID;
        }
        int end = Times.fractionEnd(bytes, from + FRACTION_AT, to);
        long local = Dates.epochDay(bytes, from) * SECONDS_PER_DAY + Times.secondOfDay(bytes, from + TIME_AT);
        int offset = end == to ? zone.at(local) : offset(bytes, end, to);
        return offset == ZoneOffsets.SKIPPED ? INVALID : local - offset;
    }

    /// Microseconds since 1970-01-01T00:00:00Z, or [#INVALID]. The digits after the sixth of the fraction are
    /// cut.
    ///
    /// @param zone as for [#parse]
    public static long epochMicros(byte[] bytes, int from, int to, ZoneOffsets zone) {
        long seconds = parse(bytes, from, to, zone);
        return seconds == INVALID ? INVALID : seconds * MICROS_PER_SECOND + nanos(bytes, from, to) / NANOS_PER_MICRO;
    }

    /// The fraction of a valid text in nanoseconds.
    public static int nanos(byte[] bytes, int from, int to) {
        int end = Times.fractionEnd(bytes, from + FRACTION_AT, to);
        return end == from + FRACTION_AT ? 0 : Times.nanos(bytes, from + FRACTION_AT, end);
    }

    /// The offset in seconds; 0 if there is none, Integer.MIN_VALUE if it is ill-formed.
    private static int offset(byte[] bytes, int from, int to) {
        if (from == to || (to - from == 1 && bytes[from] == 'Z')) {
            return 0;
        }
        if (to - from != OFFSET_LENGTH || (bytes[from] != '+' && bytes[from] != '-') || bytes[from + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = Digits.two(bytes, from + 1);
        int minutes = Digits.two(bytes, from + 4);
        int seconds = (hours * 60 + minutes) * 60;
        if ((hours | minutes) < 0 || minutes > 59 || seconds > LARGEST_OFFSET) {
            return Integer.MIN_VALUE;
        }
        return bytes[from] == '-' ? -seconds : seconds;
    }
}
