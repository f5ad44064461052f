package io.sluice.engine;

import io.sluice.engine.value.CodePoints;
import io.sluice.engine.value.Symbols;
import java.nio.charset.StandardCharsets;

/// A text from a file as reports show it: shortened to a number of characters, never within a character, and
/// then with an escape in place of each character that is invisible.
///
/// @param text for the report's `value`
/// @param cut whether the text was longer
public record DisplayText(String text, boolean cut) {
    /// Replaces a value that must not be shown.
    public static final DisplayText HIDDEN = new DisplayText("***", false);

    /// The most that a message shows of a text. Only escapes make a text longer than this.
    private static final int LONGEST_QUOTED = 200;

    /// The text between `from` and `to`, well-formed UTF-8.
    public static DisplayText of(byte[] bytes, int from, int to, int maxLength) {
        int end = from;
        for (int length = 0; end < to && length < maxLength; length++) {
            end += CodePoints.length(bytes[end]);
        }
        return new DisplayText(Symbols.visible(new String(bytes, from, end - from, StandardCharsets.UTF_8)), end < to);
    }

    /// The text for a message: in quotes, with an ellipsis if it was shortened. The mask has no quotes.
    public String quoted() {
        if (this.equals(HIDDEN)) {
            return text;
        }
        int length = text.codePointCount(0, text.length());
        String shown = length <= LONGEST_QUOTED ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTED));
        return '"' + shown + (cut || length > LONGEST_QUOTED ? "…\"" : "\"");
    }
}
