package io.sluice.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.engine.value.DateFields;
import io.sluice.engine.value.DatePattern;
import io.sluice.engine.value.DateTimes;
import io.sluice.engine.value.Dates;
import io.sluice.engine.value.Times;
import io.sluice.engine.value.Years;
import io.sluice.engine.value.ZoneOffsets;
import org.jspecify.annotations.Nullable;

/// Makes the [CellWriter]s of dates and times.
final class DateWriters {
    private static final int MICROS = 1_000_000;
    private static final int NANOS_OF_A_MICRO = 1_000;

    private DateWriters() {}

    static CellWriter date(@Nullable DatePattern pattern) {
        return new CellWriter() {
            private final DateFields fields = new DateFields();

            @Override
            void put(byte[] bytes, int from, int to, CellValues values) {
                long day = pattern == null
                        ? Dates.parse(bytes, from, to)
                        : read(pattern, bytes, from, to, fields).epochDay();
                values.put((int) day);
            }
        };
    }

    /// Digits beyond microseconds are cut.
    ///
    /// @param zone of a cell without an offset
    static CellWriter moment(ZoneOffsets zone) {
        return new CellWriter() {
            @Override
            void put(byte[] bytes, int from, int to, CellValues values) {
                values.put(DateTimes.epochMicros(bytes, from, to, zone));
            }
        };
    }

    /// The same for a field with a pattern.
    static CellWriter localTime(DatePattern pattern) {
        return new CellWriter() {
            private final DateFields fields = new DateFields();

            @Override
            void put(byte[] bytes, int from, int to, CellValues values) {
                read(pattern, bytes, from, to, fields);
                values.put(fields.epochSecond() * MICROS + fields.nano() / NANOS_OF_A_MICRO);
            }
        };
    }

    /// `HH:mm:ss`, and a fraction without trailing zeros where there is one.
    static CellWriter time(@Nullable DatePattern pattern) {
        return new CellWriter() {
            private final DateFields fields = new DateFields();
            private final byte[] text = "00:00:00.000000000".getBytes(US_ASCII);

            @Override
            void put(byte[] bytes, int from, int to, CellValues values) {
                long nanos = pattern == null
                        ? Times.parse(bytes, from, to)
                        : read(pattern, bytes, from, to, fields).nanoOfDay();
                long second = nanos / (MICROS * NANOS_OF_A_MICRO);
                digits(text, 0, 2, second / 3_600);
                digits(text, 3, 5, second / 60 % 60);
                digits(text, 6, 8, second % 60);
                digits(text, 9, 18, nanos % (MICROS * NANOS_OF_A_MICRO));
                int end = text.length;
                while (text[end - 1] == '0' && end > 9) {
                    end--;
                }
                values.put(text, 0, end == 9 ? 8 : end);
            }
        };
    }

    static CellWriter year(@Nullable DatePattern pattern) {
        return new CellWriter() {
            private final DateFields fields = new DateFields();

            @Override
            void put(byte[] bytes, int from, int to, CellValues values) {
                values.put(
                        pattern == null
                                ? (int) Years.parseYear(bytes, from, to)
                                : read(pattern, bytes, from, to, fields).year());
            }
        };
    }

    /// `yyyy-MM`
    static CellWriter yearMonth(@Nullable DatePattern pattern) {
        return new CellWriter() {
            private final DateFields fields = new DateFields();
            private final byte[] text = "0000-00".getBytes(US_ASCII);

            @Override
            void put(byte[] bytes, int from, int to, CellValues values) {
                long months = pattern == null
                        ? Years.parseYearMonth(bytes, from, to)
                        : read(pattern, bytes, from, to, fields).months();
                digits(text, 0, 4, months / 12);
                digits(text, 5, 7, months % 12 + 1);
                values.put(text, 0, text.length);
            }
        };
    }

    private static DateFields read(DatePattern pattern, byte[] bytes, int from, int to, DateFields fields) {
        if (!pattern.parse(bytes, from, to, fields)) {
            throw new IllegalStateException("the check accepted a date that its pattern does not read");
        }
        return fields;
    }

    private static void digits(byte[] text, int from, int to, long number) {
        long left = number;
        for (int i = to - 1; i >= from; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
