package io.sluice.engine.value;

/// `HH:mm:ss` with an optional fraction of up to 9 digits. Hour 24 and second 60 are invalid.
public final class Times {
    public static final long INVALID = Long.MIN_VALUE;

    static final int LENGTH = 8;
    static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int MOST_FRACTION = 9;

    private Times() {}

    /// Nanoseconds since midnight, or [#INVALID].
    public static long parse(byte[] bytes, int from, int to) {
        if (to - from < LENGTH) {
            return INVALID;
        }
        int second = secondOfDay(bytes, from);
        if (second < 0) {
            return INVALID;
        }
        int end = fractionEnd(bytes, from + LENGTH, to);
        return end == to ? second * NANOS_PER_SECOND + nanos(bytes, from + LENGTH, end) : INVALID;
    }

    /// The seconds since midnight that the 8 bytes at `from` express; negative if they are not a time.
    static int secondOfDay(byte[] bytes, int from) {
        if (bytes[from + 2] != ':' || bytes[from + 5] != ':') {
            return -1;
        }
        int hour = Digits.two(bytes, from);
        int minute = Digits.two(bytes, from + 3);
        int second = Digits.two(bytes, from + 6);
        if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return -1;
        }
        return (hour * 60 + minute) * 60 + second;
    }

    /// The index after the fraction that starts at `from`. It is `from` if there is no fraction, and -1 if
    /// the fraction is ill-formed.
    static int fractionEnd(byte[] bytes, int from, int to) {
        if (from == to || bytes[from] != '.') {
            return from;
        }
        int end = Digits.skip(bytes, from + 1, to);
        int digits = end - from - 1;
        return digits == 0 || digits > MOST_FRACTION ? -1 : end;
    }

    /// The nanoseconds of the fraction between `from` (its point) and `to`; 0 if there is none.
    static int nanos(byte[] bytes, int from, int to) {
        int nanos = 0;
        for (int i = 1; i <= MOST_FRACTION; i++) {
            nanos = nanos * 10 + (from + i < to ? bytes[from + i] - '0' : 0);
        }
        return nanos;
    }
}
