package io.sluice.engine;

import io.sluice.engine.cell.CellMessages;
import io.sluice.engine.cell.CellResult;
import io.sluice.engine.hint.CellHints;
import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.ReportedError;
import io.sluice.engine.scan.RecordCells;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reports errors of rows. None of this runs for a valid row.
final class RowErrors {
    private static final int LONGEST_START = 40;

    private final List<Column> columns;
    private final List<String> primaryKey;
    private final boolean sensitive;
    private final Delimiter delimiter;
    private final RunLimits limits;
    private final ErrorCollector errors;
    private final ShiftedCells shifted;

    /// @param sensitive whether the schema has a sensitive field. Then a row whose cells may have shifted
    /// into other columns shows no values
    RowErrors(
            List<Column> columns,
            List<String> primaryKey,
            boolean sensitive,
            Delimiter delimiter,
            RunLimits limits,
            ErrorCollector errors) {
        this.delimiter = delimiter;
        this.columns = columns;
        this.primaryKey = primaryKey;
        this.sensitive = sensitive;
        this.limits = limits;
        this.errors = errors;
        this.shifted = new ShiftedCells(columns);
    }

    void strayQuote(RecordCells cells, long line, long record) {
        int cell = cells.strayCell();
        Optional<String> column = nameOf(cell);
        if (errors.count(ErrorCode.STRAY_QUOTE, Optional.empty(), column, line)) {
            Optional<DisplayText> shown = shownRaw(cells, cell);
            String message = "Misplaced quote: in field " + (cell + 1)
                    + shown.map(value -> ", " + value.quoted()).orElse("")
                    + RowHints.ofStrayQuote(cells, cell);
            list(ErrorCode.STRAY_QUOTE, Optional.empty(), column, shown, message, line, record);
        }
    }

    void wrongWidth(RecordCells cells, long line, long record) {
        int width = columns.size();
        if (cells.count() < width) {
            Optional<String> column = nameOf(cells.count());
            if (errors.count(ErrorCode.MISSING_CELL, Optional.empty(), column, line)) {
                String message = "Too few fields: expected " + width + " but the row has " + cells.count() + ", ["
                        + column.orElseThrow() + "] is the first missing" + start(cells)
                        + RowHints.ofTooFew(cells, width, delimiter);
                list(ErrorCode.MISSING_CELL, Optional.empty(), column, Optional.empty(), message, line, record);
            }
        } else if (errors.count(ErrorCode.EXTRA_CELL, Optional.empty(), Optional.empty(), line)) {
            Optional<DisplayText> shown = shownRaw(cells, width);
            String message = "Too many fields: expected " + width + " but the row has " + cells.count()
                    + shown.map(value -> ", " + value.quoted() + " is the first too many")
                            .orElse("")
                    + start(cells)
                    + RowHints.ofTooMany(cells, width, delimiter);
            list(ErrorCode.EXTRA_CELL, Optional.empty(), Optional.empty(), shown, message, line, record);
        }
    }

    /// The start of the row's text, not where fields are sensitive.
    private String start(RecordCells cells) {
        if (sensitive || cells.length() == 0) {
            return "";
        }
        int from = cells.base();
        return "; the row begins "
                + DisplayText.of(cells.bytes(), from, from + cells.length(), LONGEST_START)
                        .quoted();
    }

    void blankRow(long line, long record) {
        if (errors.count(ErrorCode.BLANK_ROW, Optional.empty(), Optional.empty(), line)) {
            String message = "Blank row: expected " + columns.size() + " fields but the line is empty";
            list(ErrorCode.BLANK_ROW, Optional.empty(), Optional.empty(), Optional.empty(), message, line, record);
        }
    }

    void missingValue(Column column, byte[] bytes, int from, int to, long line, long record) {
        String name = column.field.name();
        Optional<String> rule = Optional.of("required");
        if (errors.count(ErrorCode.CONSTRAINT_ERROR, rule, Optional.of(name), line)) {
            Optional<DisplayText> shown = from == to ? Optional.empty() : Optional.of(shown(column, bytes, from, to));
            String message = "Missing value in column [" + name + "]: "
                    + shown.map(value -> value.quoted() + " counts as missing").orElse("the field is empty")
                    + (column.inKey ? ", the primary key needs it" : ", the schema requires it");
            list(ErrorCode.CONSTRAINT_ERROR, rule, Optional.of(name), shown, message, line, record);
        }
    }

    void cell(
            Column column,
            CellResult result,
            RecordCells cells,
            byte[] bytes,
            int from,
            int to,
            long line,
            long record) {
        ErrorCode code = switch (result) {
            case WRONG_TYPE -> ErrorCode.TYPE_ERROR;
            case NOT_HASHED -> ErrorCode.SENSITIVE_ERROR;
            default -> ErrorCode.CONSTRAINT_ERROR;
        };
        Optional<String> name = Optional.of(column.field.name());
        if (errors.count(code, result.rule(), name, line)) {
            boolean hidden = column.hidden || (sensitive && shifted.mayBeSensitive(column, bytes, from, to));
            DisplayText shown = hidden ? DisplayText.HIDDEN : shown(column, bytes, from, to);
            Optional<String> hint = repeatsHeader(cells)
                    ? Optional.of("the row repeats the header")
                    : CellHints.of(column.field, result, bytes, from, to, column.required, hidden);
            String message = CellMessages.message(column.field, result, shown.quoted())
                    + hint.map(advice -> "; " + advice).orElse("");
            list(code, result.rule(), name, Optional.of(shown), message, line, record);
        }
    }

    private boolean repeatsHeader(RecordCells cells) {
        for (int i = 0; i < columns.size(); i++) {
            byte[] name = columns.get(i).field.name().getBytes(StandardCharsets.UTF_8);
            if (!Arrays.equals(cells.bytes(), cells.from(i), cells.to(i), name, 0, name.length)) {
                return false;
            }
        }
        return true;
    }

    void duplicateValue(Column column, byte[] bytes, int from, int to, long line, long record, long firstLine) {
        if (errors.count(ErrorCode.UNIQUE_ERROR, Optional.empty(), Optional.of(column.field.name()), line)) {
            errors.list(duplicateValueError(column, shown(column, bytes, from, to), line, record, firstLine));
        }
    }

    /// The error alone, without counting it.
    ReportedError duplicateValueError(Column column, DisplayText shown, long line, long record, long firstLine) {
        String message = "Duplicate value in column [" + column.field.name() + "]: " + shown.quoted()
                + " stands in an earlier row too, first in line " + firstLine;
        return error(
                ErrorCode.UNIQUE_ERROR,
                Optional.empty(),
                Optional.of(column.field.name()),
                Optional.of(shown),
                message,
                line,
                record);
    }

    void duplicateKey(RecordCells cells, CellReader reader, long line, long record, long firstLine) {
        if (!errors.count(ErrorCode.PRIMARY_KEY, Optional.empty(), Optional.empty(), line)) {
            return;
        }
        List<DisplayText> shown = new ArrayList<>();
        for (int cell : keyColumns()) {
            reader.open(cells, cell);
            shown.add(shown(columns.get(cell), reader.bytes(), reader.from(), reader.to()));
        }
        errors.list(duplicateKeyError(shown, line, record, firstLine));
    }

    /// The error alone, without counting it.
    ///
    /// @param shown the parts of the key, in the schema's order
    ReportedError duplicateKeyError(List<DisplayText> shown, long line, long record, long firstLine) {
        String quoted = shown.stream().map(DisplayText::quoted).collect(Collectors.joining(", "));
        String message = "Duplicate key [" + String.join(", ", primaryKey) + "]: " + quoted
                + (primaryKey.size() == 1 ? " stands" : " stand") + " in an earlier row too, first in line "
                + firstLine;
        return error(
                ErrorCode.PRIMARY_KEY,
                Optional.empty(),
                Optional.empty(),
                Optional.of(DisplayText.join(shown, limits.maxValueLength())),
                message,
                line,
                record);
    }

    /// The columns of the primary key, in the schema's order.
    int[] keyColumns() {
        return primaryKey.stream().mapToInt(this::indexOf).toArray();
    }

    private int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).field.name().equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException("no column " + name);
    }

    private Optional<String> nameOf(int cell) {
        return cell < columns.size() ? Optional.of(columns.get(cell).field.name()) : Optional.empty();
    }

    private DisplayText shown(Column column, byte[] bytes, int from, int to) {
        return column.hidden ? DisplayText.HIDDEN : DisplayText.of(bytes, from, to, limits.maxValueLength());
    }

    private Optional<DisplayText> shownRaw(RecordCells cells, int cell) {
        if (sensitive || !cells.holds(cell)) {
            return Optional.empty();
        }
        return Optional.of(DisplayText.of(cells.bytes(), cells.from(cell), cells.to(cell), limits.maxValueLength()));
    }

    private void list(
            ErrorCode code,
            Optional<String> rule,
            Optional<String> column,
            Optional<DisplayText> value,
            String message,
            long line,
            long record) {
        errors.list(error(code, rule, column, value, message, line, record));
    }

    private static ReportedError error(
            ErrorCode code,
            Optional<String> rule,
            Optional<String> column,
            Optional<DisplayText> value,
            String message,
            long line,
            long record) {
        return Place.row(line, record).error(code, rule, column, value.map(DisplayText::text), message);
    }
}
