package io.sluice.engine.reference;

import java.time.ZoneOffset;
import java.util.Optional;

/// The numbers of a date or time, parsed by a pattern of letters. Parts that the pattern leaves out get a
/// valid value.
final class DateParts {
    private int year = 2000;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private Optional<ZoneOffset> offset = Optional.empty();

    int year() {
        return year;
    }

    int month() {
        return month;
    }

    int day() {
        return day;
    }

    int hour() {
        return hour;
    }

    int minute() {
        return minute;
    }

    int second() {
        return second;
    }

    int nano() {
        return nano;
    }

    /// Empty if the text has none.
    Optional<ZoneOffset> offset() {
        return offset;
    }

    boolean readDefault(String type, String text) {
        return switch (type) {
            case "date" -> readPattern("yyyy-MM-dd", text);
            case "year" -> readPattern("yyyy", text);
            case "yearmonth" -> readPattern("yyyy-MM", text);
            case "time" -> readWithFraction("HH:mm:ss", text);
            case "datetime" -> {
                String local = withoutOffset(text);
                yield readWithFraction("yyyy-MM-dd'T'HH:mm:ss", local)
                        || readWithFraction("yyyy-MM-dd HH:mm:ss", local);
            }
            default -> throw new IllegalArgumentException("unknown type " + type);
        };
    }

    /// The text before a valid offset, or the complete text.
    private String withoutOffset(String text) {
        if (text.endsWith("Z")) {
            offset = Optional.of(ZoneOffset.UTC);
            return text.substring(0, text.length() - 1);
        }
        int sign = text.length() - 6;
        if (sign >= 0 && (text.charAt(sign) == '+' || text.charAt(sign) == '-') && text.charAt(sign + 3) == ':') {
            String hours = text.substring(sign + 1, sign + 3);
            String minutes = text.substring(sign + 4);
            if (TypedValues.allDigits(hours)
                    && TypedValues.allDigits(minutes)
                    && Integer.parseInt(hours + minutes) <= 1800
                    && Integer.parseInt(minutes) <= 59) {
                offset = Optional.of(ZoneOffset.of(text.substring(sign)));
                return text.substring(0, sign);
            }
        }
        return text;
    }

    private boolean readWithFraction(String pattern, String text) {
        int point = text.indexOf('.');
        if (point < 0) {
            return readPattern(pattern, text);
        }
        String fraction = text.substring(point + 1);
        if (fraction.length() > 9 || !TypedValues.allDigits(fraction)) {
            return false;
        }
        boolean fits = readPattern(pattern, text.substring(0, point));
        nano = Integer.parseInt((fraction + "00000000").substring(0, 9));
        return fits;
    }

    /// Whether the complete text matches the pattern: as many digits as letters, one or two for a single
    /// letter.
    boolean readPattern(String pattern, String text) {
        int at = 0;
        for (int p = 0; p < pattern.length(); ) {
            char letter = pattern.charAt(p);
            if (letter == '\'') {
                int close = pattern.indexOf('\'', p + 1);
                String literal = pattern.substring(p + 1, close);
                if (!text.startsWith(literal, at)) {
                    return false;
                }
                at += literal.length();
                p = close + 1;
            } else if ("yMdHmsS".indexOf(letter) < 0) {
                if (at >= text.length() || text.charAt(at) != letter) {
                    return false;
                }
                at++;
                p++;
            } else {
                int width = 1;
                while (p + width < pattern.length() && pattern.charAt(p + width) == letter) {
                    width++;
                }
                int end = width > 1 ? at + width : endOfDigits(text, at);
                if (end > text.length() || !TypedValues.allDigits(text.substring(at, end))) {
                    return false;
                }
                set(letter, text.substring(at, end));
                at = end;
                p += width;
            }
        }
        return at == text.length();
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && end < from + 2 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private void set(char letter, String digits) {
        int number = Integer.parseInt(digits);
        switch (letter) {
            case 'y' -> year = number;
            case 'M' -> month = number;
            case 'd' -> day = number;
            case 'H' -> hour = number;
            case 'm' -> minute = number;
            case 's' -> second = number;
            case 'S' -> nano = Integer.parseInt((digits + "00000000").substring(0, 9));
            default -> throw new IllegalArgumentException("unknown letter " + letter);
        }
    }
}
