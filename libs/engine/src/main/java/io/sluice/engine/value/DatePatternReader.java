package io.sluice.engine.value;

import io.sluice.engine.value.DatePattern.PatternException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads the text of a [DatePattern].
final class DatePatternReader {
    private static final int MAX_DEPTH = 4;
    private static final int MAX_FRACTION = 9;

    private final String pattern;
    private int at;

    DatePatternReader(String pattern) {
        this.pattern = pattern;
    }

    List<DateToken> read() throws PatternException {
        return read(0);
    }

    /// @param depth how many brackets are open
    private List<DateToken> read(int depth) throws PatternException {
        List<DateToken> tokens = new ArrayList<>();
        while (at < pattern.length()) {
            char symbol = pattern.charAt(at);
            if (symbol == ']' && depth > 0) {
                at++;
                return tokens;
            }
            tokens.add(token(symbol, depth));
        }
        if (depth > 0) {
            throw new PatternException("a bracket is not closed");
        }
        return tokens;
    }

    private DateToken token(char symbol, int depth) throws PatternException {
        if (symbol == '\'') {
            return quoted();
        }
        if ((symbol >= 'a' && symbol <= 'z') || (symbol >= 'A' && symbol <= 'Z')) {
            int begin = at;
            while (at < pattern.length() && pattern.charAt(at) == symbol) {
                at++;
            }
            return letters(symbol, at - begin, depth > 0);
        }
        if (symbol == '[') {
            return optional(depth);
        }
        if ("]{}#".indexOf(symbol) >= 0) {
            throw new PatternException("'%c' is not supported; put it between apostrophes".formatted(symbol));
        }
        int begin = at;
        at = pattern.offsetByCodePoints(at, 1);
        return literal(pattern.substring(begin, at));
    }

    private DateToken optional(int depth) throws PatternException {
        if (depth == MAX_DEPTH) {
            throw new PatternException("more than %d brackets are open at once".formatted(MAX_DEPTH));
        }
        at++;
        List<DateToken> parts = read(depth + 1);
        if (parts.isEmpty()) {
            throw new PatternException("nothing stands between two brackets");
        }
        return DateToken.optional(parts);
    }

    private static DateToken letters(char letter, int width, boolean optional) throws PatternException {
        if (letter == 'X') {
            if (width > 3) {
                throw new PatternException("'%s' is not supported, expected 1 to 3 X".formatted("X".repeat(width)));
            }
            return DateToken.offset(width);
        }
        if (letter == 'T') {
            if (width > 1) {
                throw new PatternException("'%s' is not supported, expected T".formatted("T".repeat(width)));
            }
            return DateToken.separator();
        }
        int widest = letter == 'y' ? 4 : letter == 'S' ? MAX_FRACTION : 2;
        if ("yMdHmsS".indexOf(letter) < 0) {
            throw new PatternException("letter '%c' is unknown, expected y M d H m s S".formatted(letter));
        }
        if (width > widest || (letter == 'y' && width == 3)) {
            throw new PatternException("'%s' is not supported, expected %s"
                    .formatted(
                            String.valueOf(letter).repeat(width),
                            letter == 'y' ? "y, yy or yyyy" : letter == 'S' ? "1 to 9 S" : "1 or 2 " + letter));
        }
        if (letter == 'S') {
            return DateToken.number(letter, width, optional && width == 1 ? MAX_FRACTION : width);
        }
        return DateToken.number(letter, width, width > 1 ? width : widest);
    }

    private static DateToken literal(String text) {
        return DateToken.literal(text.getBytes(StandardCharsets.UTF_8));
    }

    private DateToken quoted() throws PatternException {
        StringBuilder text = new StringBuilder();
        at++;
        while (at < pattern.length()) {
            if (pattern.charAt(at) == '\'') {
                boolean doubled = at + 1 < pattern.length() && pattern.charAt(at + 1) == '\'';
                if (!doubled) {
                    at++;
                    return literal(text.isEmpty() ? "'" : text.toString());
                }
                at++;
            }
            text.append(pattern.charAt(at));
            at++;
        }
        throw new PatternException("an apostrophe is not closed");
    }
}
