package io.sluice.engine;

import io.sluice.engine.value.CodePoints;
import java.util.Locale;

/// A text from a file as reports show it: at most so many characters, what cannot be seen written as an escape. A cut
/// falls between whole characters and whole escapes.
///
/// @param text for the report's `value` and `column`
/// @param cut whether there was more
record Shown(String text, boolean cut) {
    /// What stands for a value that must not be shown.
    static final Shown HIDDEN = new Shown("***", false);

    /// The text between `from` and `to`, well-formed UTF-8.
    static Shown of(byte[] bytes, int from, int to, int maxLength) {
        StringBuilder text = new StringBuilder();
        int length = 0;
        for (int i = from; i < to; i += CodePoints.length(bytes[i])) {
            int symbol = CodePoints.at(bytes, i);
            String escape = isVisible(symbol) ? "" : escape(symbol);
            length += escape.isEmpty() ? 1 : escape.length();
            if (length > maxLength) {
                return new Shown(text.toString(), true);
            }
            if (escape.isEmpty()) {
                text.appendCodePoint(symbol);
            } else {
                text.append(escape);
            }
        }
        return new Shown(text.toString(), false);
    }

    /// The text for a message: in quotes, with an ellipsis where it was cut; the mask stays bare.
    String quoted() {
        return this.equals(HIDDEN) ? text : '"' + text + (cut ? "…\"" : "\"");
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
