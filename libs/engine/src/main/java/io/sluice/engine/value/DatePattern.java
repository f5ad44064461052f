package io.sluice.engine.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A date pattern in the letters of java.time, resolved strictly. Immutable.
///
/// | letters | digits |
/// |---|---|
/// | `yyyy` | 4 |
/// | `yy` | 2, a year from 2000 to 2099 |
/// | `y` | 1 to 4 |
/// | `MM` `dd` `HH` `mm` `ss` | 2 |
/// | `M` `d` `H` `m` `s` | 1 or 2 |
/// | `S` to `SSSSSSSSS` | as many as letters, the fraction of the second |
///
/// Other characters are literals. Letters are literals between apostrophes; two apostrophes are one.
public final class DatePattern {
    /// A pattern that cannot be used; the message is the reason.
    public static final class PatternException extends Exception {
        private static final long serialVersionUID = 1L;

        PatternException(String message) {
            super(message);
        }
    }

    /// A literal, or a number with a minimum and a maximum of digits.
    private static final class Token {
        private final char letter;
        private final int fewest;
        private final int most;
        private final byte[] literal;

        Token(char letter, int fewest, int most, byte[] literal) {
            this.letter = letter;
            this.fewest = fewest;
            this.most = most;
            this.literal = literal;
        }

        boolean isLiteral() {
            return letter == '\'';
        }

        boolean isVariable() {
            return fewest != most;
        }

        /// The index after the literal, or -1 if another text is there.
        int skip(byte[] bytes, int from, int to) {
            int end = from + literal.length;
            return end <= to && Arrays.equals(bytes, from, end, literal, 0, literal.length) ? end : -1;
        }
    }

    private static final byte[] NO_LITERAL = {};

    private final Token[] tokens;

    private DatePattern(List<Token> tokens) {
        this.tokens = tokens.toArray(Token[]::new);
    }

    /// Compiles a pattern.
    ///
    /// @param allowed the letters that the type allows, from the largest unit to the smallest: `yMd`, `Hms`
    /// @param needed the letters that the type requires
    public static DatePattern compile(String pattern, String allowed, String needed) throws PatternException {
        List<Token> tokens = tokens(pattern);
        String letters = letters(tokens, allowed);
        for (int i = 0; i < needed.length(); i++) {
            if (letters.indexOf(needed.charAt(i)) < 0) {
                throw new PatternException("letter '%c' is missing".formatted(needed.charAt(i)));
            }
        }
        if (letters.indexOf('S') >= 0 && letters.indexOf('s') < 0) {
            throw new PatternException("'S' needs 's'");
        }
        return new DatePattern(tokens);
    }

    /// The letters of a pattern. Each must be allowed, occur once, and be readable without looking ahead.
    private static String letters(List<Token> tokens, String allowed) throws PatternException {
        StringBuilder letters = new StringBuilder();
        boolean afterVariable = false;
        for (Token token : tokens) {
            if (token.isLiteral()) {
                afterVariable = false;
                continue;
            }
            if (allowed.indexOf(token.letter) < 0) {
                throw new PatternException("letter '%c' is not allowed here, only %s"
                        .formatted(token.letter, String.join(" ", allowed.split(""))));
            }
            if (letters.indexOf(String.valueOf(token.letter)) >= 0) {
                throw new PatternException("letter '%c' occurs twice".formatted(token.letter));
            }
            if (afterVariable) {
                throw new PatternException(
                        "'%c' follows a part of unknown width; write that part with its full width or put a separator between"
                                .formatted(token.letter));
            }
            afterVariable = token.isVariable();
            letters.append(token.letter);
        }
        return letters.toString();
    }

    /// Whether the cell matches this pattern. `fields` receives its parts.
    public boolean parse(byte[] bytes, int from, int to, DateFields fields) {
        return read(bytes, from, to, fields) && fields.isValid();
    }

    /// Whether the cell has the form of this pattern, even if there is no such date.
    public boolean read(byte[] bytes, int from, int to, DateFields fields) {
        fields.clear();
        int i = from;
        for (Token token : tokens) {
            if (token.isLiteral()) {
                i = token.skip(bytes, i, to);
                if (i < 0) {
                    return false;
                }
                continue;
            }
            int end = Digits.skip(bytes, i, Math.min(to, i + token.most));
            if (end - i < token.fewest) {
                return false;
            }
            int value = 0;
            for (int k = i; k < end; k++) {
                value = value * 10 + (bytes[k] - '0');
            }
            set(fields, token, value);
            i = end;
        }
        return i == to;
    }

    private static void set(DateFields fields, Token token, int value) {
        switch (token.letter) {
            case 'y' -> fields.year = token.most == 2 ? 2000 + value : value;
            case 'M' -> fields.month = value;
            case 'd' -> fields.day = value;
            case 'H' -> fields.hour = value;
            case 'm' -> fields.minute = value;
            case 's' -> fields.second = value;
            default -> fields.nano = value * power(9 - token.most);
        }
    }

    private static int power(int exponent) {
        int result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= 10;
        }
        return result;
    }

    private static List<Token> tokens(String pattern) throws PatternException {
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < pattern.length()) {
            char symbol = pattern.charAt(i);
            if (symbol == '\'') {
                i = quoted(pattern, i, tokens);
            } else if ((symbol >= 'a' && symbol <= 'z') || (symbol >= 'A' && symbol <= 'Z')) {
                int end = i;
                while (end < pattern.length() && pattern.charAt(end) == symbol) {
                    end++;
                }
                tokens.add(numeric(symbol, end - i));
                i = end;
            } else if ("[]{}#".indexOf(symbol) >= 0) {
                throw new PatternException("'%c' is not supported; put it between apostrophes".formatted(symbol));
            } else {
                int end = pattern.offsetByCodePoints(i, 1);
                tokens.add(literal(pattern.substring(i, end)));
                i = end;
            }
        }
        return tokens;
    }

    private static Token numeric(char letter, int width) throws PatternException {
        int widest = letter == 'y' ? 4 : letter == 'S' ? 9 : 2;
        if ("yMdHmsS".indexOf(letter) < 0) {
            throw new PatternException("letter '%c' is unknown, expected y M d H m s S".formatted(letter));
        }
        if (width > widest || (letter == 'y' && width == 3)) {
            throw new PatternException("'%s' is not supported, expected %s"
                    .formatted(
                            String.valueOf(letter).repeat(width),
                            letter == 'y' ? "y, yy or yyyy" : letter == 'S' ? "1 to 9 S" : "1 or 2 " + letter));
        }
        if (letter == 'S' || width > 1) {
            return new Token(letter, width, width, NO_LITERAL);
        }
        return new Token(letter, 1, widest, NO_LITERAL);
    }

    private static Token literal(String text) {
        return new Token('\'', 0, 0, text.getBytes(StandardCharsets.UTF_8));
    }

    private static int quoted(String pattern, int open, List<Token> tokens) throws PatternException {
        StringBuilder text = new StringBuilder();
        int i = open + 1;
        while (i < pattern.length()) {
            if (pattern.charAt(i) == '\'') {
                boolean doubled = i + 1 < pattern.length() && pattern.charAt(i + 1) == '\'';
                if (!doubled) {
                    tokens.add(literal(text.isEmpty() ? "'" : text.toString()));
                    return i + 1;
                }
                i++;
            }
            text.append(pattern.charAt(i));
            i++;
        }
        throw new PatternException("an apostrophe is not closed");
    }
}
