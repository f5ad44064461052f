package io.sluice.engine.hint;

import io.sluice.engine.value.Symbols;
import java.util.Optional;
import java.util.function.Predicate;

/// Blanks and invisible characters around and inside a value.
final class Blanks {
    private Blanks() {}

    /// Which blank makes the difference; empty if the value is not accepted without it either.
    static Optional<String> hint(String text, Predicate<String> accepts) {
        String bare = strip(text);
        if (bare.isEmpty()) {
            return Optional.empty();
        }
        if (bare.length() < text.length() && accepts.test(bare)) {
            return Optional.of(around(text));
        }
        String solid = solid(text);
        return solid.length() < text.length() && text.codePoints().anyMatch(Blanks::isInvisible) && accepts.test(solid)
                ? Optional.of("it contains " + Symbols.named(firstInvisible(text)))
                : Optional.empty();
    }

    /// The blanks around a text, in words.
    static String around(String text) {
        int first = text.codePointAt(0);
        int last = text.codePointBefore(text.length());
        if (!Symbols.isBlank(first)) {
            return "it ends with " + Symbols.named(last);
        }
        return Symbols.isBlank(last) && first == last
                ? "it starts and ends with " + Symbols.named(first)
                : "it starts with " + Symbols.named(first)
                        + (Symbols.isBlank(last) ? " and ends with " + Symbols.named(last) : "");
    }

    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && Symbols.isBlank(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (to > from && Symbols.isBlank(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /// The text without invisible characters. Its blanks stay: no hint says to remove them.
    private static String solid(String text) {
        StringBuilder solid = new StringBuilder();
        text.codePoints().filter(symbol -> !isInvisible(symbol)).forEach(solid::appendCodePoint);
        return solid.toString();
    }

    private static int firstInvisible(String text) {
        return text.codePoints().filter(Blanks::isInvisible).findFirst().orElseThrow();
    }

    private static boolean isInvisible(int symbol) {
        return symbol != ' ' && Symbols.isBlank(symbol) && Character.getType(symbol) != Character.SPACE_SEPARATOR;
    }
}
