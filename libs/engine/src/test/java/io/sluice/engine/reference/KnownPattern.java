package io.sluice.engine.reference;

import java.util.List;
import java.util.function.Predicate;

/// A pattern for random schemas, with its meaning in plain code and with texts at its boundaries.
record KnownPattern(String pattern, Predicate<String> meaning, List<String> samples) {
    static final List<KnownPattern> ALL = List.of(
            of("[A-Z]{2}[0-9]+", KnownPattern::isCode, "AB1", "ZZ12345678901", "ab1", "AB", "AB1x", "ABC1", "A1"),
            of("a|ab|b+", List.of("a", "ab", "b", "bb", "bbb", "bbbb")::contains, "a", "ab", "bb", "abb", "ba", "c"),
            of(".*", KnownPattern::isOneLine, "", "a b", "中文😀", "a\nb", "\n", "\r"),
            of(
                    ".{3}",
                    text -> isOneLine(text) && text.codePointCount(0, text.length()) == 3,
                    "abc",
                    "中文字",
                    "😀😀😀",
                    "ab",
                    "abcd",
                    "a\nb"),
            of("[^0-9]+", KnownPattern::hasNoDigit, "abc", "中", "a1", "１", "\"", "a,b\n"));

    private static KnownPattern of(String pattern, Predicate<String> meaning, String... samples) {
        return new KnownPattern(pattern, meaning, List.of(samples));
    }

    static KnownPattern of(String pattern) {
        return ALL.stream()
                .filter(known -> known.pattern.equals(pattern))
                .findFirst()
                .orElseThrow();
    }

    boolean matches(String text) {
        return meaning.test(text);
    }

    private static boolean isOneLine(String text) {
        return text.indexOf('\n') < 0;
    }

    private static boolean hasNoDigit(String text) {
        return !text.isEmpty() && text.chars().noneMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isCode(String text) {
        return text.length() > 2
                && text.substring(0, 2).chars().allMatch(c -> c >= 'A' && c <= 'Z')
                && TypedValues.allDigits(text.substring(2));
    }
}
