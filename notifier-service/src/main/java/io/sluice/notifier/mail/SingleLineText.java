package io.sluice.notifier.mail;

import java.util.regex.Pattern;

/// Removes line breaks, control characters and changes of the writing direction from text, so that it fits
/// into one line of a mail or its header.
final class SingleLineText {
    private static final Pattern REMOVED = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

    private SingleLineText() {}

    static String of(String text) {
        return REMOVED.matcher(text).replaceAll(" ").strip();
    }

    /// The text, cut to a number of characters.
    static String of(String text, int longest) {
        var line = of(text);
        if (line.codePointCount(0, line.length()) <= longest) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, longest - 3)).strip() + "...";
    }
}
