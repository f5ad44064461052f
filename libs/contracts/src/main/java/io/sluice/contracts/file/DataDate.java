package io.sluice.contracts.file;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/// The day that data belongs to, written `YYYYMMDD` in file names and answers; from 19000101 on.
public record DataDate(LocalDate value) implements Comparable<DataDate> {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);

    public DataDate {
        if (value.isBefore(FIRST) || value.getYear() > 9999) {
            throw new IllegalArgumentException("expected a data date from 19000101 to 99991231 but got " + value);
        }
    }

    /// Reads `YYYYMMDD`; empty when the text has another form or names no day of the calendar.
    public static Optional<DataDate> of(String text) {
        if (text.length() != 8 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        try {
            var day = LocalDate.parse(text, FORM);
            return day.isBefore(FIRST) ? Optional.empty() : Optional.of(new DataDate(day));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static DataDate fromJson(String text) {
        return of(text).orElseThrow(() -> new IllegalArgumentException(
                "expected a data date YYYYMMDD from 19000101 on but got \"%s\"".formatted(text)));
    }

    @JsonValue
    @Override
    public String toString() {
        return FORM.format(value);
    }

    @Override
    public int compareTo(DataDate other) {
        return value.compareTo(other.value);
    }
}
