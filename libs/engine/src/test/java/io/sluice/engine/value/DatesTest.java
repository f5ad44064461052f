package io.sluice.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {
    @Test
    void acceptsEveryDayOfTheCalendar() {
        for (LocalDate day = LocalDate.of(1, 1, 1); day.getYear() <= 9999; day = day.plusDays(1)) {
            if (Dates.epochDay(day.getYear(), day.getMonthValue(), day.getDayOfMonth()) != day.toEpochDay()) {
                assertThat(day).isNull();
            }
        }
    }

    @Test
    void refusesDaysThatDoNotExist() {
        for (int year : new int[] {1, 4, 100, 400, 1900, 2000, 2019, 2020, 9999}) {
            for (int month = 0; month <= 13; month++) {
                for (int day = 0; day <= 32; day++) {
                    assertThat(Dates.isDay(year, month, day))
                            .as("%d-%d-%d", year, month, day)
                            .isEqualTo(exists(year, month, day));
                }
            }
        }
        assertThat(Dates.isDay(0, 1, 1)).isFalse();
        assertThat(Dates.isDay(10_000, 1, 1)).isFalse();
    }

    @Test
    void refusesDatesInOtherForms() {
        assertThat(date("2020-02-29")).isEqualTo(LocalDate.of(2020, 2, 29).toEpochDay());
        for (String text : List.of(
                "2020-2-29",
                "2020-02-30",
                "2020/02/29",
                "20200229",
                "2020-02-29 ",
                "+020-02-29",
                "2020-02-2x",
                "0000-01-01",
                "２０２０-02-29",
                "",
                "2020-02-29T00:00:00",
                "2020-02:29",
                "-020-02-29")) {
            assertThat(date(text)).as(text).isEqualTo(Dates.INVALID);
        }
    }

    @Test
    void readsDateTimes() {
        assertThat(seconds("2020-01-25T12:34:56")).isEqualTo(seconds("2020-01-25 12:34:56Z"));
        assertThat(seconds("2020-01-25T12:34:56+08:00")).isEqualTo(seconds("2020-01-25T04:34:56Z"));
        assertThat(seconds("2020-01-25T12:34:56.123456789-18:00"))
                .isEqualTo(OffsetDateTime.parse("2020-01-25T12:34:56-18:00").toEpochSecond());
        assertThat(nanos("2020-01-25T12:34:56.5Z")).isEqualTo(500_000_000);
        assertThat(nanos("2020-01-25T12:34:56.000000001")).isEqualTo(1);
        assertThat(nanos("2020-01-25T12:34:56")).isZero();
        for (String text : List.of(
                "2020-01-25",
                "2020-01-25T12:34",
                "2020-01-25T24:00:00",
                "2020-01-25T12:60:00",
                "2020-01-25T23:59:60",
                "2020-01-25t12:34:56",
                "2020-01-25T12:34:56z",
                "2020-01-25T12:34:56.",
                "2020-01-25T12:34:56.1234567890",
                "2020-01-25T12:34:56+8:00",
                "2020-01-25T12:34:56+0800",
                "2020-01-25T12:34:56+18:01",
                "2020-01-25T12:34:56+08:60",
                "2020-01-25  12:34:56",
                "2020-02-30T12:34:56",
                "2020-01-25T12:34:56ZZ",
                "2020-01-25T12:34:56,5",
                "2020-01-25T12-34-56",
                "2020-01-25T12:34:56 Z",
                "2020-01-25T12:34:56+")) {
            assertThat(seconds(text)).as(text).isEqualTo(DateTimes.INVALID);
        }
    }

    @Test
    void readsTimes() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            LocalTime time = LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L));
            String text = time.getSecond() == 0 && time.getNano() == 0 ? time + ":00" : time.toString();
            assertThat(time(text)).as(text).isEqualTo(time.toNanoOfDay());
        }
        for (String text :
                List.of("12:34", "24:00:00", "12:34:60", "12:34:56.", "12:34:56Z", "1:02:03", "", "12:34:5x")) {
            assertThat(time(text)).as(text).isEqualTo(Times.INVALID);
        }
    }

    @Test
    void readsYearsAndMonths() {
        assertThat(year("2020")).isEqualTo(2020);
        assertThat(month("2020-12")).isEqualTo(2020 * 12 + 11);
        for (String text : List.of("20", "20200", "+202", "202x", "")) {
            assertThat(year(text)).as(text).isEqualTo(Years.INVALID);
        }
        for (String text : List.of("2020-13", "2020-00", "2020-1", "202012", "2020/12", "0000-01")) {
            assertThat(month(text)).as(text).isEqualTo(Years.INVALID);
        }
    }

    @Test
    void readsPatterns() throws DatePattern.PatternException {
        assertThat(parsed("d/M/yyyy", "1/2/2020"))
                .isEqualTo(LocalDate.of(2020, 2, 1).toEpochDay());
        assertThat(parsed("d/M/yyyy", "01/02/2020"))
                .isEqualTo(LocalDate.of(2020, 2, 1).toEpochDay());
        assertThat(parsed("yyyyMMdd", "20200229"))
                .isEqualTo(LocalDate.of(2020, 2, 29).toEpochDay());
        assertThat(parsed("yy年M月d日", "20年2月29日"))
                .isEqualTo(LocalDate.of(2020, 2, 29).toEpochDay());
        assertThat(parsed("'on' dd.MM.y ''", "on 09.01.987 '"))
                .isEqualTo(LocalDate.of(987, 1, 9).toEpochDay());
        for (String text :
                List.of("30/2/2020", "1/2/20200", "1/2/202", "001/2/2020", "1/2/2020 ", "1-2-2020", "", "1/13/2020")) {
            assertThat(parsed("d/M/yyyy", text)).as(text).isEqualTo(Dates.INVALID);
        }
    }

    @Test
    void readsPatternsWithTimes() throws DatePattern.PatternException {
        DatePattern pattern = DatePattern.compile("yyyy-MM-dd HH:mm:ss.SSS", "yMdHmsS", "yMdHm");
        DateFields fields = new DateFields();
        byte[] framed = Texts.framed("2020-01-25 12:34:56.078");

        assertThat(pattern.parse(framed, Texts.FROM, Texts.end(framed), fields)).isTrue();

        assertThat(fields.epochSecond()).isEqualTo(seconds("2020-01-25T12:34:56Z"));
        assertThat(fields.nano()).isEqualTo(78_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "1985-12-24T00:00Z, 1985-12-24T00:00:00Z",
        "1985-12-24T00:00, 1985-12-24T00:00:00Z",
        "1985-12-24 00:00:00, 1985-12-24T00:00:00Z",
        "2025-03-07 16:15:11.5+01:00, 2025-03-07T15:15:11.500Z",
        "1985-12-24T00:00+08:30, 1985-12-23T15:30:00Z",
        "1985-12-24T00:00:07-18:00, 1985-12-24T18:00:07Z",
        "2025-03-07T16:15:11Z, 2025-03-07T16:15:11Z",
        "2025-03-07T16:15:11.5Z, 2025-03-07T16:15:11.500Z",
        "2025-03-07T16:15:11.0000007Z, 2025-03-07T16:15:11.000000700Z",
        "2025-03-07T16:15:11.123456789+00:00, 2025-03-07T16:15:11.123456789Z",
    })
    void readsOptionalParts(String text, Instant expected) throws DatePattern.PatternException {
        DateFields fields = new DateFields();
        byte[] framed = Texts.framed(text);

        assertThat(moment().parse(framed, Texts.FROM, Texts.end(framed), fields))
                .isTrue();

        assertThat(Instant.ofEpochSecond(fields.epochSecond(), fields.nano())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1985-12-24",
                "1985-12-24T00Z",
                "1985-12-24T00:00z",
                "1985-12-24T00:00:Z",
                "1985-12-24T00:00.5Z",
                "1985-12-24T00:00:00.Z",
                "1985-12-24T00:00:00.1234567890Z",
                "1985-12-24T00:00:60Z",
                "1985-12-24T00:00+08",
                "1985-12-24T00:00+0830",
                "1985-12-24T00:00+08:60",
                "1985-12-24T00:00-18:01",
                "1985-12-24T00:00+",
                "1985-12-24T00:00Z+08:00",
                "1985-12-24T00:00:00:00Z",
                "1985-02-30T00:00Z"
            })
    void refusesWhatOptionalPartsDoNotAllow(String text) throws DatePattern.PatternException {
        byte[] framed = Texts.framed(text);

        assertThat(moment().parse(framed, Texts.FROM, Texts.end(framed), new DateFields()))
                .isFalse();
    }

    /// | offset | X | XX | XXX |
    @ParameterizedTest
    @CsvSource({
        "Z, true, true, true",
        "+08, true, false, false",
        "+0830, true, true, false",
        "+08:30, false, false, true",
        "+083, false, false, false",
        "0830, false, false, false",
    })
    void readsOffsetsLikeTheJdk(String offset, boolean one, boolean two, boolean three)
            throws DatePattern.PatternException {
        byte[] framed = Texts.framed("2020-01-25 12:34" + offset);
        List<Boolean> read = new ArrayList<>();

        for (String letters : List.of("X", "XX", "XXX")) {
            DatePattern pattern = DatePattern.compile("yyyy-MM-dd HH:mm" + letters, "yMdHmsSX", "yMdHm");
            read.add(pattern.parse(framed, Texts.FROM, Texts.end(framed), new DateFields()));
        }

        assertThat(read).containsExactly(one, two, three);
    }

    private static DatePattern moment() throws DatePattern.PatternException {
        return DatePattern.compile("yyyy-MM-ddTHH:mm[:ss[.S]][XXX]", "yMdTHmsSX", "yMdHm");
    }

    @Test
    void explainsInvalidPatterns() {
        assertRefused("yyyy-MM", "letter 'd' is missing");
        assertRefused("yyyy-MM-dd HH", "letter 'H' is not allowed here, only y M d");
        assertRefused("yyyy-MMM-dd", "'MMM' is not supported, expected 1 or 2 M");
        assertRefused("yyy-MM-dd", "'yyy' is not supported, expected y, yy or yyyy");
        assertRefused("YYYY-MM-dd", "letter 'Y' is unknown, expected y M d H m s S");
        assertRefused("yyyy-MM-dd-dd", "letter 'd' occurs twice");
        assertRefused(
                "yyyyMd",
                "'d' follows a part of unknown width; write that part with its full width or put a separator between");
        assertRefused("yyyy-MM-dd'", "an apostrophe is not closed");
        assertRefused("yyyy-MM-dd{", "'{' is not supported; put it between apostrophes");
        assertRefused("yyyy-MM-dd]", "']' is not supported; put it between apostrophes");
        assertRefused("yyyy-MM-dd[x]", "letter 'x' is unknown, expected y M d H m s S");
        assertRefused("yyyy-MM[-dd]", "letter 'd' stands between brackets, and may not be left out");
        assertRefused("yyyy-MM-dd[-", "a bracket is not closed");
        assertRefused("yyyy-MM-dd[]", "nothing stands between two brackets");
        assertRefused("yyyy-MM-dd[[[[[-]]]]]", "more than 4 brackets are open at once");
        assertRefused("[".repeat(100_000), "more than 4 brackets are open at once");
        assertRefused("yyyy-MM-ddX", "letter 'X' is not allowed here, only y M d");
        assertRefused("yyyy-MM-ddT", "letter 'T' is not allowed here, only y M d");
        assertRefused("yyyy-MM-ddTT", "'TT' is not supported, expected T");
        assertRefused("yyyy-MM-ddXXXX", "'XXXX' is not supported, expected 1 to 3 X");
        assertRefused("", "letter 'y' is missing");
    }

    private static void assertRefused(String pattern, String message) {
        assertThatThrownBy(() -> DatePattern.compile(pattern, "yMd", "yMd"))
                .isInstanceOf(DatePattern.PatternException.class)
                .hasMessage(message);
    }

    private static boolean exists(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day).getDayOfMonth() == day;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static long parsed(String pattern, String text) throws DatePattern.PatternException {
        DateFields fields = new DateFields();
        byte[] framed = Texts.framed(text);
        boolean valid = DatePattern.compile(pattern, "yMd", "yMd").parse(framed, Texts.FROM, Texts.end(framed), fields);
        return valid ? fields.epochDay() : Dates.INVALID;
    }

    private static long date(String text) {
        byte[] framed = Texts.framed(text);
        return Dates.parse(framed, Texts.FROM, Texts.end(framed));
    }

    private static long seconds(String text) {
        byte[] framed = Texts.framed(text);
        return DateTimes.parse(framed, Texts.FROM, Texts.end(framed), ZoneOffsets.UTC);
    }

    private static int nanos(String text) {
        byte[] framed = Texts.framed(text);
        return DateTimes.nanos(framed, Texts.FROM, Texts.end(framed));
    }

    private static long time(String text) {
        byte[] framed = Texts.framed(text);
        return Times.parse(framed, Texts.FROM, Texts.end(framed));
    }

    private static long year(String text) {
        byte[] framed = Texts.framed(text);
        return Years.parseYear(framed, Texts.FROM, Texts.end(framed));
    }

    private static long month(String text) {
        byte[] framed = Texts.framed(text);
        return Years.parseYearMonth(framed, Texts.FROM, Texts.end(framed));
    }
}
