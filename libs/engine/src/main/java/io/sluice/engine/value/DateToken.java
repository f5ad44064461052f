package io.sluice.engine.value;

import java.util.Arrays;
import java.util.List;

/// One part of a [DatePattern]: a literal, a number with a fewest and a most of digits, the separator of date
/// and time, an offset, or parts that may be left out together.
final class DateToken {
    private static final char LITERAL = '\'';
    private static final char OPTIONAL = '[';
    private static final char OFFSET = 'X';
    private static final char SEPARATOR = 'T';
    private static final byte[] NO_LITERAL = {};
    private static final DateToken[] NO_PARTS = {};
    private static final int MAX_FRACTION = 9;

    final char letter;
    final int fewest;
    final int most;
    private final byte[] literal;
    private final DateToken[] parts;

    private DateToken(char letter, int fewest, int most, byte[] literal, DateToken[] parts) {
        this.letter = letter;
        this.fewest = fewest;
        this.most = most;
        this.literal = literal;
        this.parts = parts;
    }

    static DateToken literal(byte[] text) {
        return new DateToken(LITERAL, 0, 0, text, NO_PARTS);
    }

    static DateToken number(char letter, int fewest, int most) {
        return new DateToken(letter, fewest, most, NO_LITERAL, NO_PARTS);
    }

    /// Between date and time.
    static DateToken separator() {
        return new DateToken(SEPARATOR, 0, 0, NO_LITERAL, NO_PARTS);
    }

    /// @param width number of letters
    static DateToken offset(int width) {
        return new DateToken(OFFSET, width, width, NO_LITERAL, NO_PARTS);
    }

    static DateToken optional(List<DateToken> parts) {
        return new DateToken(OPTIONAL, 0, 0, NO_LITERAL, parts.toArray(DateToken[]::new));
    }

    boolean isLiteral() {
        return letter == LITERAL;
    }

    boolean isOptional() {
        return letter == OPTIONAL;
    }

    /// Whether it is a number of an unknown width.
    boolean isVariable() {
        return fewest != most;
    }

    boolean beginsWithDigit() {
        return !isLiteral() && !isOptional() && letter != OFFSET && letter != SEPARATOR;
    }

    List<DateToken> parts() {
        return List.of(parts);
    }

    /// Reads parts one after another; the index behind them, or -1 if another text is there.
    static int read(DateToken[] tokens, byte[] bytes, int from, int to, DateFields fields) {
        int i = from;
        for (DateToken token : tokens) {
            i = token.read(bytes, i, to, fields);
            if (i < 0) {
                return -1;
            }
        }
        return i;
    }

    private int read(byte[] bytes, int from, int to, DateFields fields) {
        return switch (letter) {
            case LITERAL -> {
                int end = from + literal.length;
                yield end <= to && Arrays.equals(bytes, from, end, literal, 0, literal.length) ? end : -1;
            }
            case OPTIONAL -> {
                int end = read(parts, bytes, from, to, fields);
                if (end < 0) {
                    clear(parts, fields);
                }
                yield Math.max(end, from);
            }
            case SEPARATOR -> from < to && (bytes[from] == 'T' || bytes[from] == ' ') ? from + 1 : -1;
            case OFFSET -> readOffset(bytes, from, to, fields);
            default -> readNumber(bytes, from, to, fields);
        };
    }

    private static void clear(DateToken[] parts, DateFields fields) {
        for (DateToken part : parts) {
            fields.clear(part.letter);
            clear(part.parts, fields);
        }
    }

    private int readNumber(byte[] bytes, int from, int to, DateFields fields) {
        int end = Digits.skip(bytes, from, Math.min(to, from + most));
        if (end - from < fewest) {
            return -1;
        }
        int value = 0;
        for (int k = from; k < end; k++) {
            value = value * 10 + (bytes[k] - '0');
        }
        switch (letter) {
            case 'y' -> fields.year = most == 2 ? 2000 + value : value;
            case 'M' -> fields.month = value;
            case 'd' -> fields.day = value;
            case 'H' -> fields.hour = value;
            case 'm' -> fields.minute = value;
            case 's' -> fields.second = value;
            default -> fields.nano = value * power(MAX_FRACTION - (end - from));
        }
        return end;
    }

    private static int power(int exponent) {
        int result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= 10;
        }
        return result;
    }

    /// | letters | text |
    /// |---|---|
    /// | `X` | `Z`, `+08`, `+0830` |
    /// | `XX` | `Z`, `+0830` |
    /// | `XXX` | `Z`, `+08:30` |
    private int readOffset(byte[] bytes, int from, int to, DateFields fields) {
        if (from >= to) {
            return -1;
        }
        if (bytes[from] == 'Z') {
            fields.offset(0, 0, false);
            return from + 1;
        }
        if ((bytes[from] != '+' && bytes[from] != '-') || to - from < 3) {
            return -1;
        }
        int hours = Digits.two(bytes, from + 1);
        int minutesAt = from + 3;
        if (most == 3) {
            if (minutesAt >= to || bytes[minutesAt] != ':') {
                return -1;
            }
            minutesAt++;
        }
        int minutes = to - minutesAt >= 2 ? Digits.two(bytes, minutesAt) : -1;
        if (hours < 0 || (minutes < 0 && most != 1)) {
            return -1;
        }
        fields.offset(hours, Math.max(minutes, 0), bytes[from] == '-');
        return minutes < 0 ? minutesAt : minutesAt + 2;
    }
}
