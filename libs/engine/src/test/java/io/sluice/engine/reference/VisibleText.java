package io.sluice.engine.reference;

import java.util.regex.Pattern;

/// Labels as far as they can be seen. How a report's `column` shows what cannot (as it is, or as an escape)
/// is left open, so labels from reports and labels from files are compared without it.
final class VisibleText {
    private static final Pattern ESCAPES = Pattern.compile("\\\\([nrt]|u[0-9A-F]{4}|U[0-9A-F]{8})");

    private VisibleText() {}

    static String of(String text) {
        StringBuilder visible = new StringBuilder();
        ESCAPES.matcher(text)
                .replaceAll("")
                .codePoints()
                .filter(VisibleText::isSeen)
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }

    private static boolean isSeen(int symbol) {
        return switch (Character.getType(symbol)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> symbol == ' ';
            default -> true;
        };
    }
}
