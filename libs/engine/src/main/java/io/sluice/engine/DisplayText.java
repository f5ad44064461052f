package io.sluice.engine;

import io.sluice.engine.value.CodePoints;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A text from a file as reports show it: shortened to a number of characters, never within a character.
///
/// @param text as it is in the file, for the report's `value`
/// @param cut whether the text was longer
record DisplayText(String text, boolean cut) {
    /// Replaces a value that must not be shown.
    static final DisplayText HIDDEN = new DisplayText("***", false);

    /// The text between `from` and `to`, well-formed UTF-8.
    static DisplayText of(byte[] bytes, int from, int to, int maxLength) {
        int end = from;
        for (int length = 0; end < to && length < maxLength; length++) {
            end += CodePoints.length(bytes[end]);
        }
        return new DisplayText(new String(bytes, from, end - from, StandardCharsets.UTF_8), end < to);
    }

    /// The text with an escape in place of each character that is invisible.
    String visible() {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(symbol -> {
            if (isVisible(symbol)) {
                visible.appendCodePoint(symbol);
            } else {
                visible.append(escape(symbol));
            }
        });
        return visible.toString();
    }

    /// The visible text for a message: in quotes, with an ellipsis if it was shortened. The mask has no
    /// quotes.
    String quoted() {
        return this.equals(HIDDEN) ? text : '"' + visible() + (cut ? "…\"" : "\"");
    }

    private static boolean isVisible(int symbol) {
        if (symbol < 0x7F) {
            return symbol >= ' ';
        }
        return switch (Character.getType(symbol)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> symbol == 0x3000 || symbol == 0x200D;
            default -> true;
        };
    }

    private static String escape(int symbol) {
        return switch (symbol) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, symbol > 0xFFFF ? "\\U%08X" : "\\u%04X", symbol);
        };
    }
}
