package io.sluice.engine.value;

/// The parts of a date that a [DatePattern] reads. Mutable, reused.
public final class DateFields {
    private static final int LARGEST_OFFSET = 18 * 3_600;

    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
    int nano;
    /// Seconds east of UTC.
    private int offset;
    /// Whether the hours and minutes of the offset exist.
    private boolean offsetExists;

    void clear() {
        year = 1;
        month = 1;
        day = 1;
        hour = 0;
        minute = 0;
        second = 0;
        nano = 0;
        offset(0, 0, false);
    }

    /// Forgets what an optional part has set before it turned out to be another text.
    void clear(char letter) {
        switch (letter) {
            case 's' -> second = 0;
            case 'S' -> nano = 0;
            case 'X' -> offset(0, 0, false);
            // No type allows to leave out one of its other letters.
            default -> {}
        }
    }

    void offset(int hours, int minutes, boolean west) {
        int seconds = (hours * 60 + minutes) * 60;
        offset = west ? -seconds : seconds;
        offsetExists = minutes <= 59 && seconds <= LARGEST_OFFSET;
    }

    boolean isValid() {
        return Dates.isDay(year, month, day) && hour <= 23 && minute <= 59 && second <= 59 && offsetExists;
    }

    public int year() {
        return year;
    }

    public int month() {
        return month;
    }

    public int day() {
        return day;
    }

    public int hour() {
        return hour;
    }

    public int minute() {
        return minute;
    }

    public int second() {
        return second;
    }

    public long epochDay() {
        return Dates.epochDay(year, month, day);
    }

    /// Without an offset, as if it were in UTC.
    public long epochSecond() {
        return epochDay() * 86_400L + secondOfDay() - offset;
    }

    public int nano() {
        return nano;
    }

    public long nanoOfDay() {
        return secondOfDay() * Times.NANOS_PER_SECOND + nano;
    }

    public long months() {
        return Years.months(year, month);
    }

    private long secondOfDay() {
        return (hour * 60L + minute) * 60L + second;
    }
}
