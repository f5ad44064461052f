package io.sluice.engine.batch;

import io.sluice.engine.value.CodePoints;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Why a line is no valid JSON. Says where, and names a likely mistake, but shows nothing of the line except
/// these words.
final class InvalidJson {
    private static final Set<String> WORDS =
            Set.of("NaN", "Infinity", "undefined", "None", "True", "False", "NULL", "Null", "nil", "TRUE", "FALSE");
    private static final int LONGEST_WORD = 10;

    private InvalidJson() {}

    /// @param position how far the parser came: just behind the byte that it does not understand, or some
    /// bytes further within a word
    static String reason(byte[] line, int from, int to, int position) {
        int at = Math.clamp(position - 1, from, Math.max(from, to - 1));
        int start = at;
        while (start > from && isLetter(line[start - 1])) {
            start--;
        }
        int end = Math.max(start, at);
        while (end < to && isLetter(line[end])) {
            end++;
        }
        String word = end - start > LONGEST_WORD ? "" : new String(line, start, end - start, StandardCharsets.US_ASCII);
        String place = String.format(
                Locale.ROOT, "it is no valid JSON at character %,d", CodePoints.count(line, from, start) + 1);
        if (WORDS.contains(word)) {
            return "%s: %s is no JSON value; send null, true, false, a number or a text in double quotes"
                    .formatted(place, word);
        }
        if (at < to && line[at] == '\'') {
            return place + ": names and texts stand in double quotes";
        }
        if (at < to && line[at] >= 0 && line[at] < ' ') {
            return place + ": write a control character in a text as an escape like \\n";
        }
        return place;
    }

    private static boolean isLetter(byte symbol) {
        int lower = symbol | 0x20;
        return lower >= 'a' && lower <= 'z';
    }
}
