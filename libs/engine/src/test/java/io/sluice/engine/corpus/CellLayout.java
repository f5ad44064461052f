package io.sluice.engine.corpus;

import io.sluice.engine.Delimiter;
import java.util.stream.Stream;

/// How the cells of a table are laid out in a file. Every layout must give the same errors.
///
/// @param first whether the cell comes before the running column
/// @param quoted whether cells are quoted without need
/// @param padding characters added to the running column, so that cells start at another position in a block
record CellLayout(
        Delimiter delimiter, boolean first, boolean quoted, String lineEnd, boolean endsWithLineEnd, int padding) {
    static Stream<CellLayout> all() {
        return Stream.of(
                new CellLayout(Delimiter.COMMA, false, false, "\n", true, 0),
                new CellLayout(Delimiter.COMMA, true, false, "\n", true, 3),
                new CellLayout(Delimiter.COMMA, false, true, "\r\n", true, 1),
                new CellLayout(Delimiter.COMMA, true, true, "\r\n", false, 30),
                new CellLayout(Delimiter.TAB, false, false, "\r\n", false, 6),
                new CellLayout(Delimiter.TAB, true, true, "\n", false, 61));
    }

    String row(String running, String cell) {
        String symbol = Character.toString((char) delimiter.symbol());
        String padded = running.equals("n") ? running : running + "_".repeat(padding);
        return first ? written(cell) + symbol + padded : padded + symbol + written(cell);
    }

    private String written(String cell) {
        boolean needsQuotes = cell.chars().anyMatch(c -> c == '"' || c == '\n' || c == '\r' || c == delimiter.symbol());
        return quoted || needsQuotes ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
