package io.sluice.engine;

import io.sluice.engine.scan.RecordCells;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A header that is separated by something else than the file's extension says.
sealed interface WrongDelimiter {
    /// The first line is `sep=…`.
    ///
    /// @param line the line, empty if it may hold more than a delimiter
    record SepLine(Optional<DisplayText> line) implements WrongDelimiter {
        private static final int LONGEST = 20;
        private static final Pattern ONLY_DELIMITER =
                Pattern.compile("\"?sep=(.|\\\\t)?\"?,*", Pattern.CASE_INSENSITIVE);
    }

    /// The header is one label, and this delimiter separates names in it.
    record Found(char symbol) implements WrongDelimiter {}

    /// Looks at the raw header: quotes do not count, they may surround each name or the whole line.
    static Optional<WrongDelimiter> find(Schema schema, Delimiter delimiter, RecordCells header) {
        byte[] bytes = header.bytes();
        if (startsWithSep(header)) {
            int end = header.base() + header.length();
            DisplayText line = DisplayText.of(bytes, header.base(), end, SepLine.LONGEST);
            return Optional.of(new SepLine(
                    SepLine.ONLY_DELIMITER.matcher(line.text()).matches() ? Optional.of(line) : Optional.empty()));
        }
        if (header.count() != 1) {
            return Optional.empty();
        }
        String line = new String(bytes, header.base(), header.length(), StandardCharsets.UTF_8);
        Set<String> names = schema.fields().stream().map(Field::name).collect(Collectors.toSet());
        Optional<WrongDelimiter> best = Optional.empty();
        int most = 0;
        for (char symbol : new char[] {';', '\t', '|', ','}) {
            int named = symbol == delimiter.symbol() ? 0 : named(line, symbol, names);
            if (named > most) {
                most = named;
                best = Optional.of(new Found(symbol));
            }
        }
        return best;
    }

    private static boolean startsWithSep(RecordCells header) {
        int from = header.base();
        int end = from + header.length();
        if (from < end && header.bytes()[from] == '"') {
            from++;
        }
        return end - from >= 4
                && new String(header.bytes(), from, 4, StandardCharsets.ISO_8859_1).equalsIgnoreCase("sep=");
    }

    /// How many parts between delimiters name a field; 0 if the line is not separated.
    private static int named(String line, char symbol, Set<String> names) {
        if (line.indexOf(symbol) < 0) {
            return 0;
        }
        int named = 0;
        int from = 0;
        while (from <= line.length()) {
            int end = line.indexOf(symbol, from);
            end = end < 0 ? line.length() : end;
            if (names.contains(bare(line.substring(from, end)))) {
                named++;
            }
            from = end + 1;
        }
        return named;
    }

    /// Without blanks and quotes around it, in lower case.
    private static String bare(String part) {
        int from = 0;
        int to = part.length();
        while (from < to && isAround(part.charAt(from))) {
            from++;
        }
        while (to > from && isAround(part.charAt(to - 1))) {
            to--;
        }
        return part.substring(from, to).toLowerCase(Locale.ROOT);
    }

    private static boolean isAround(char symbol) {
        return symbol == '"' || symbol == '\'' || Character.isWhitespace(symbol);
    }
}
