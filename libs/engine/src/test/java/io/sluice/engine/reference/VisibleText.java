package io.sluice.engine.reference;

import java.util.regex.Pattern;

/// Removes invisible characters from labels. The specification leaves open how a report's `column` shows them
/// (unchanged or escaped), so labels are compared without them.
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
