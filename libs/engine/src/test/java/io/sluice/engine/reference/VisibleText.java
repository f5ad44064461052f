package io.sluice.engine.reference;

import java.util.Locale;

/// Escapes the characters that nobody sees, as spec 4 section 1 says.
public final class VisibleText {
    private VisibleText() {}

    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int symbol : text.codePoints().toArray()) {
            String known = symbol == '\t' ? "\\t" : symbol == '\n' ? "\\n" : symbol == '\r' ? "\\r" : "";
            if (!known.isEmpty()) {
                escaped.append(known);
            } else if (isSeen(symbol)) {
                escaped.appendCodePoint(symbol);
            } else {
                escaped.append(String.format(Locale.ROOT, symbol < 0x10000 ? "\\u%04X" : "\\U%08X", symbol));
            }
        }
        return escaped.toString();
    }

    private static boolean isSeen(int symbol) {
        return switch (Character.getType(symbol)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> symbol == ' ' || symbol == 0x3000;
            default -> true;
        };
    }
}
