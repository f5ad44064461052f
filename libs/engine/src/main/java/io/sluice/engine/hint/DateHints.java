package io.sluice.engine.hint;

import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.FieldPatterns;
import io.sluice.engine.schema.FieldType;
import io.sluice.engine.value.DateFields;
import io.sluice.engine.value.DatePattern;
import io.sluice.engine.value.DateTimes;
import io.sluice.engine.value.ZoneOffsets;
import java.nio.charset.StandardCharsets;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates and times in another form than the field's, and those that do not exist.
final class DateHints {
    /// In the order in which two that fit are named: the likelier first.
    private static final List<String> DATES = List.of(
            "yyyy-MM-dd",
            "yyyy/M/d",
            "yyyy-M-d",
            "yyyy.M.d",
            "yyyyMMdd",
            "d/M/yyyy",
            "M/d/yyyy",
            "d.M.yyyy",
            "d-M-yyyy",
            "M-d-yyyy",
            "yyyy-d-M",
            "d/M/yy",
            "M/d/yy",
            "d.M.yy",
            "yyyy年M月d日");

    private static final Pattern MONTH_NAME = Pattern.compile(
            "(?i).*\\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|ene|abr|ago|dic|fév|avr|aoû|déc)[a-zéûü]*\\b.*");
    private static final Pattern MINGUO =
            Pattern.compile("(?:民國 ?)?(1[0-9]{2}|[5-9][0-9])([/.年-])([0-9]{1,2})[/.月-]([0-9]{1,2})日?");
    private static final Pattern ISO = Pattern.compile(
            "([0-9]{4}-[0-9]{2}-[0-9]{2})([T ])([0-9]{2}:[0-9]{2}:[0-9]{2})(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?");
    private static final Pattern AM_PM = Pattern.compile("(?i).*[0-9] ?([ap]\\.?m\\.?|上午|下午).*|(上午|下午).*");
    private static final Pattern OFFSET_WITHOUT_COLON = Pattern.compile("(.*[+-][0-9]{2})([0-9]{2})");
    private static final String NO_MONTH = "there is no month";
    private static final int FIRST_SERIAL = 18_000;
    private static final int LAST_SERIAL = 80_000;

    private final Field field;
    private final Predicate<String> accepts;
    private final boolean hidden;

    private DateHints(Field field, Predicate<String> accepts, boolean hidden) {
        this.field = field;
        this.accepts = accepts;
        this.hidden = hidden;
    }

    static Optional<String> of(String text, Field field, Predicate<String> accepts, boolean hidden) {
        return new DateHints(field, accepts, hidden).of(Blanks.strip(text));
    }

    private Optional<String> of(String text) {
        Optional<String> impossible = impossible(text);
        Optional<String> other = otherForm(text);
        if (impossible.isPresent()) {
            return other.filter(swapped -> impossible.get().startsWith(NO_MONTH))
                    .or(() -> impossible);
        }
        return other;
    }

    private Optional<String> otherForm(String text) {
        return switch (field.type()) {
            case DATE -> date(text).or(() -> common(text));
            case DATE_TIME -> dateTime(text).or(() -> common(text));
            case TIME -> time(text);
            case YEAR ->
                text.matches("[0-9]{2}")
                        ? Optional.of("the year needs four digits")
                        : looksLike(text).map(form -> "it is a whole date, write the year alone");
            case YEAR_MONTH -> yearMonth(text);
            default -> Optional.empty();
        };
    }

    private Optional<String> date(String text) {
        Optional<String> form = looksLike(text);
        if (form.isPresent()) {
            return form.map(pattern -> "looks like " + pattern);
        }
        int end = text.indexOf('T') > 0 ? text.indexOf('T') : text.indexOf(' ');
        if (end < 8 || !text.substring(end + 1).matches("[0-9]{1,2}:.*")) {
            return Optional.empty();
        }
        String day = text.substring(0, end);
        return accepts.test(day)
                ? Optional.of("it has a time, write the date alone")
                : looksLike(day).map(pattern -> "looks like " + pattern + " with a time, write the date alone");
    }

    private Optional<String> dateTime(String text) {
        if (field.format().isPresent()) {
            return DATES.stream().anyMatch(pattern -> matches(pattern, text))
                    ? Optional.of("the time is missing")
                    : ISO.matcher(text).matches() ? Optional.of("looks like ISO 8601") : Optional.empty();
        }
        Matcher colon = OFFSET_WITHOUT_COLON.matcher(text);
        if (colon.matches() && accepts.test(colon.group(1) + ":" + colon.group(2))) {
            return Optional.of("the offset needs a colon");
        }
        if (text.matches(".*[0-9]{2}:[0-9]{2}:[0-9]{2}.*[+-][0-9]{2}") && accepts.test(text + ":00")) {
            return Optional.of("the offset needs minutes, such as +00:00");
        }
        if (AM_PM.matcher(text).matches()) {
            return Optional.of("write the hour from 00 to 23, without AM or PM");
        }
        if (accepts.test(text.toUpperCase(Locale.ROOT))) {
            return Optional.of("T and Z are capital letters");
        }
        if (accepts.test(text.replaceFirst(",", "."))) {
            return Optional.of("the fraction follows a point");
        }
        if (text.matches(".* ?(UTC|GMT|\\[.*])") && accepts.test(text.replaceFirst(" ?(UTC|GMT|\\[.*])$", ""))) {
            return Optional.of("write Z or an offset such as +08:00 in place of the zone's name");
        }
        if (accepts.test(text.replaceFirst("([0-9]) +(Z|[+-][0-9]{2}:)", "$1$2"))) {
            return Optional.of("no blank stands before the offset");
        }
        if (accepts.test(text + "T00:00:00")) {
            return Optional.of("the time is missing");
        }
        if (accepts.test(text.replaceFirst("([T ][0-9]{2}:[0-9]{2})(?=$|Z|[+-])", "$1:00"))) {
            return Optional.of("the seconds are missing");
        }
        if (accepts.test(text.replaceFirst(" {2,}", " "))) {
            return Optional.of("one blank stands between date and time");
        }
        if (accepts.test(text.replaceFirst("([T ])([0-9]:)", "$10$2"))) {
            return Optional.of("the hour needs two digits");
        }
        if (text.matches(".*\\.[0-9]{10,}.*")) {
            return Optional.of("the fraction has at most 9 digits");
        }
        return looksLike(text)
                .map(pattern -> "looks like " + pattern + ", and the time is missing")
                .or(() -> looksLike(firstPart(text)).map(pattern -> "looks like " + pattern + " with a time"));
    }

    private static String firstPart(String text) {
        int end = text.indexOf('T') > 0 ? text.indexOf('T') : text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }

    private Optional<String> time(String text) {
        if (AM_PM.matcher(text).matches()) {
            return Optional.of("write the hour from 00 to 23, without AM or PM");
        }
        if (accepts.test(text + ":00")) {
            return Optional.of("the seconds are missing");
        }
        if (accepts.test("0" + text) || accepts.test("0" + text + ":00")) {
            return Optional.of("the hour needs two digits");
        }
        if (accepts.test(text.replace(',', '.'))) {
            return Optional.of("the fraction follows a point");
        }
        int start = Math.max(text.indexOf('T'), text.indexOf(' ')) + 1;
        if (start > 0 && accepts.test(text.substring(start))) {
            return Optional.of("it has a date, write the time alone");
        }
        if (accepts.test(text.replaceFirst("(Z|[+-][0-9]{2}:?[0-9]{2})$", ""))) {
            return Optional.of("a Time has no offset");
        }
        return text.matches("0?[.,][0-9]{3,}")
                ? Optional.of("looks like a spreadsheet's fraction of a day, format its column as a time")
                : Optional.empty();
    }

    private Optional<String> yearMonth(String text) {
        if (looksLike(text).isPresent() || matches("yyyy-MM-dd", text)) {
            return Optional.of("it is a whole date, write year and month alone");
        }
        for (String pattern : List.of("yyyyMM", "yyyy/M", "M/yyyy", "yyyy-M", "M-yyyy", "yyyy.M")) {
            if (!field.format().equals(Optional.of(pattern)) && matches(pattern, text, FieldType.YEAR_MONTH)) {
                return Optional.of("looks like " + pattern);
            }
        }
        return monthName(text);
    }

    private Optional<String> common(String text) {
        if (text.matches("[0-9]{5}(\\.[0-9]+)?")) {
            int serial = Integer.parseInt(text.substring(0, 5));
            if (serial >= FIRST_SERIAL && serial <= LAST_SERIAL) {
                return Optional.of("looks like a spreadsheet's number of a day, format its column as a date");
            }
        }
        if (text.matches("[0-9]{10}|[0-9]{13}")) {
            return Optional.of("looks like seconds or milliseconds since 1970");
        }
        Matcher minguo = MINGUO.matcher(text);
        if (minguo.matches()) {
            return Optional.of("looks like a year of the Minguo calendar, add 1911 to it");
        }
        return monthName(text);
    }

    private static Optional<String> monthName(String text) {
        return text.matches(".*[0-9].*") && MONTH_NAME.matcher(text).matches()
                ? Optional.of("write the month in digits")
                : Optional.empty();
    }

    /// The one or two forms in which the text is a date.
    private Optional<String> looksLike(String text) {
        for (String pattern : DATES) {
            if (!pattern.equals(field.format().orElse("yyyy-MM-dd")) && matches(pattern, text)) {
                String swapped = pattern.replaceFirst("^d(.)M", "M$1d");
                boolean either = !swapped.equals(pattern) && DATES.contains(swapped) && matches(swapped, text);
                return Optional.of(either ? pattern + " or " + swapped : pattern);
            }
        }
        return Optional.empty();
    }

    private static boolean matches(String pattern, String text) {
        return matches(pattern, text, FieldType.DATE);
    }

    private static boolean matches(String pattern, String text, FieldType type) {
        return parse(pattern, text, type, new DateFields(), true);
    }

    private static boolean parse(String pattern, String text, FieldType type, DateFields fields, boolean strict) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            DatePattern compiled = FieldPatterns.compile(type, pattern);
            return strict
                    ? compiled.parse(bytes, 0, bytes.length, fields)
                    : compiled.read(bytes, 0, bytes.length, fields);
        } catch (DatePattern.PatternException unusable) {
            throw new IllegalStateException("pattern " + pattern, unusable);
        }
    }

    /// Why a text that has the form is no date or time.
    private Optional<String> impossible(String text) {
        DateFields fields = new DateFields();
        String pattern = field.format()
                .orElse(
                        switch (field.type()) {
                            case DATE -> "yyyy-MM-dd";
                            case TIME -> "HH:mm:ss";
                            case YEAR_MONTH -> "yyyy-MM";
                            case YEAR -> "yyyy";
                            default -> "";
                        });
        if (!pattern.isEmpty()) {
            String whole = field.type() == FieldType.TIME && field.format().isEmpty()
                    ? text.replaceFirst("\\.[0-9]{1,9}$", "")
                    : text;
            return parse(pattern, whole, field.type(), fields, false) ? why(fields) : Optional.empty();
        }
        Matcher iso = ISO.matcher(text);
        if (!iso.matches()) {
            return Optional.empty();
        }
        String moment = iso.group(1) + " " + iso.group(3);
        if (!parse("yyyy-MM-dd HH:mm:ss", moment, FieldType.DATE_TIME, fields, false)) {
            return Optional.empty();
        }
        return why(fields)
                .or(() -> iso.group(5) == null ? skipped(moment) : Optional.empty())
                .or(() -> iso.group(5) == null || iso.group(5).substring(1).compareTo("18:00") <= 0
                        ? Optional.empty()
                        : accepts.test(moment) ? Optional.of("an offset is at most 18:00") : Optional.empty());
    }

    /// @param moment a date and a time that exist in most zones
    private Optional<String> skipped(String moment) {
        byte[] bytes = moment.getBytes(StandardCharsets.US_ASCII);
        return field.timeZone()
                .filter(zone ->
                        DateTimes.parse(bytes, 0, bytes.length, ZoneOffsets.of(Optional.of(zone))) == DateTimes.INVALID)
                .map(zone ->
                        "the clocks of %s skip this time, write it with Z or an offset such as +08:00".formatted(zone));
    }

    private Optional<String> why(DateFields fields) {
        if (fields.month() < 1 || fields.month() > 12) {
            return said(NO_MONTH + " " + fields.month(), NO_MONTH + " of that number");
        }
        if (fields.year() < 1) {
            return Optional.of("years go from 0001 to 9999");
        }
        int days = YearMonth.of(fields.year(), fields.month()).lengthOfMonth();
        if (fields.day() < 1 || fields.day() > days) {
            String month = Month.of(fields.month()).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            return said(month + " " + fields.year() + " has " + days + " days", "its month has no such day");
        }
        if (fields.hour() > 23) {
            return said(
                    fields.hour() == 24
                            ? "hours go from 00 to 23, midnight is 00 of the next day"
                            : "hours go from 00 to 23",
                    "hours go from 00 to 23");
        }
        if (fields.minute() > 59) {
            return Optional.of("minutes go from 00 to 59");
        }
        return fields.second() > 59 ? Optional.of("seconds go from 00 to 59, without leap seconds") : Optional.empty();
    }

    private Optional<String> said(String open, String closed) {
        return Optional.of(hidden ? closed : open);
    }
}
