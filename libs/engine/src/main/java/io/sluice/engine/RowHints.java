package io.sluice.engine;

import io.sluice.engine.scan.RecordCells;
import java.nio.charset.StandardCharsets;

/// What a row that cannot be taken apart says about its likely cause. No hint shows anything of the row.
final class RowHints {
    private static final String NOTHING = "";

    private RowHints() {}

    static String ofStrayQuote(RecordCells cells, int cell) {
        if (cells.holds(cell)) {
            String raw = text(cells, cell);
            if (raw.contains("\\\"")) {
                return "; a quote inside a quoted field is doubled (\"\"), not written \\\"";
            }
            if (raw.matches("\\s+\".*")) {
                return "; no blank stands before the opening quote of a field";
            }
            if (raw.matches("\".*\"\\s+")) {
                return "; no blank stands after the closing quote of a field";
            }
        }
        return "; a field with a quote must be quoted as a whole, its quotes doubled";
    }

    static String ofTooFew(RecordCells cells, int width, Delimiter delimiter) {
        for (char other : new char[] {';', '\t', '|', ','}) {
            if (other != delimiter.symbol() && cells.count() == 1 && count(cells, other) == width - 1) {
                return "; the row is separated by " + (other == '\t' ? "tabs" : "" + other);
            }
        }
        return NOTHING;
    }

    static String ofTooMany(RecordCells cells, int width, Delimiter delimiter) {
        boolean one = cells.count() == width + 1 && cells.holds(width);
        if (one && cells.from(width) == cells.to(width)) {
            return "; the row ends with a delimiter";
        }
        if (delimiter == Delimiter.COMMA && one && hasUnquotedGroup(cells)) {
            return "; a number with a group separator is likely not quoted, write it without";
        }
        return "; a field that holds the delimiter must be quoted";
    }

    /// Whether two cells side by side look like the parts of one number.
    private static boolean hasUnquotedGroup(RecordCells cells) {
        for (int i = 0; i + 1 < cells.count() && cells.holds(i + 1); i++) {
            if (text(cells, i).matches("[+-]?\\p{Sc}?[0-9]{1,3}")
                    && text(cells, i + 1).matches("[0-9]{3}(\\.[0-9]+)?")) {
                return true;
            }
        }
        return false;
    }

    private static int count(RecordCells cells, char symbol) {
        int count = 0;
        for (int i = cells.base(); i < cells.base() + cells.length(); i++) {
            count += cells.bytes()[i] == symbol ? 1 : 0;
        }
        return count;
    }

    private static String text(RecordCells cells, int cell) {
        int length = Math.min(cells.to(cell) - cells.from(cell), 200);
        return new String(cells.bytes(), cells.from(cell), length, StandardCharsets.UTF_8);
    }
}
