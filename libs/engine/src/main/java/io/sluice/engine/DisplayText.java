package io.sluice.engine;

import io.sluice.engine.value.CodePoints;
import io.sluice.engine.value.Symbols;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// A text from a file as reports show it: shortened to a number of characters, never within a character, and
/// then with an escape in place of each character that is invisible.
///
/// @param raw the shortened text without escapes
/// @param cut whether the text was longer
public record DisplayText(String raw, boolean cut) {
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
        return new DisplayText(new String(bytes, from, end - from, StandardCharsets.UTF_8), end < to);
    }

    /// Several texts as one, shortened as a whole.
    public static DisplayText join(List<DisplayText> parts, int maxLength) {
        String whole = parts.stream().map(DisplayText::raw).collect(Collectors.joining(", "));
        int length = whole.codePointCount(0, whole.length());
        return length <= maxLength
                ? new DisplayText(whole, parts.getLast().cut())
                : new DisplayText(whole.substring(0, whole.offsetByCodePoints(0, maxLength)), true);
    }

    /// For the report's `value`.
    public String text() {
        return Symbols.visible(raw);
    }

    /// The text for a message: in quotes, with an ellipsis if it was shortened. The mask has no quotes.
    public String quoted() {
        if (this.equals(HIDDEN)) {
            return raw;
        }
        String text = text();
        int length = text.codePointCount(0, text.length());
        String shown = length <= LONGEST_QUOTED ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTED));
        return '"' + shown + (cut || length > LONGEST_QUOTED ? "…\"" : "\"");
    }
}
