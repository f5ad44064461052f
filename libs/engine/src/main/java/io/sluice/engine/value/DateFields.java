package io.sluice.engine.value;

/// The parts of a date that a [DatePattern] reads. Mutable, reused.
public final class DateFields {
    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
    int nano;

    void clear() {
        year = 1;
        month = 1;
        day = 1;
        hour = 0;
        minute = 0;
        second = 0;
        nano = 0;
    }

    boolean isValid() {
        return Dates.isDay(year, month, day) && hour <= 23 && minute <= 59 && second <= 59;
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

    public long epochSecond() {
        return epochDay() * 86_400L + secondOfDay();
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
