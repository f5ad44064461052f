package io.sluice.engine.value;

import java.util.Locale;

/// Characters that a reader cannot see, or cannot tell from others.
public final class Symbols {
    private Symbols() {}

    /// The text with an escape in place of each invisible character: control and format characters, line and
    /// paragraph separators, and blanks other than U+0020 and U+3000.
    public static String visible(String text) {
        if (text.codePoints().allMatch(Symbols::isVisible)) {
            return text;
        }
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

    /// A blank of any kind, or an invisible character.
    public static boolean isBlank(int symbol) {
        return symbol == ' ' || symbol == 0x3000 || !isVisible(symbol);
    }

    /// What a user calls the character, e.g. `a no-break space U+00A0`.
    public static String named(int symbol) {
        return switch (symbol) {
            case ' ' -> "a blank";
            case '\t' -> "a tab";
            case '\n', '\r' -> "a line break";
            case 0xFEFF -> "a byte order mark U+FEFF";
            default -> {
                String name = Character.getName(symbol);
                String words = name == null ? "character" : name.toLowerCase(Locale.ROOT);
                yield (words.matches("[aeiou].*") ? "an " : "a ")
                        + words
                        + String.format(Locale.ROOT, " U+%04X", symbol);
            }
        };
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
                    Character.SPACE_SEPARATOR -> symbol == 0x3000;
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
