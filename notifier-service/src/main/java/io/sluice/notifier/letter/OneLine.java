package io.sluice.notifier.letter;

import java.util.regex.Pattern;

/// Makes any text fit for one line of a mail or its header: no line breaks, no control characters, no turned
/// writing direction.
final class OneLine {
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

    private OneLine() {}

    static String of(String text) {
        return UNFIT.matcher(text).replaceAll(" ").strip();
    }

    /// The same, cut to a number of characters.
    static String of(String text, int longest) {
        var line = of(text);
        if (line.codePointCount(0, line.length()) <= longest) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, longest - 3)).strip() + "...";
    }
}
