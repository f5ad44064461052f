package io.sluice.engine;

import io.sluice.engine.cell.CellResult;
import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.key.SeenValues;
import io.sluice.engine.scan.RecordCells;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks the rows of a file whose header has no errors.
///
/// | step | what is checked | an error there |
/// |---|---|---|
/// | 1 | quotes and number of cells | is the row's only error |
/// | 2 | each cell, in the order of the columns | is the cell's only error |
/// | 3 | the primary key | comes after those of the cells |
final class RowCheck {
    private final Column[] columns;
    private final @Nullable PrimaryKey primaryKey;
    private final RowErrors errors;
    private final LateErrors late;
    private final @Nullable HandOver handOver;
    private final CellReader reader = new CellReader();
    private final KeyBytes key = new KeyBytes();
    /// The columns of the row whose values are compared later. The key is the one after the last column.
    private final int[] later;

    /// @param handOver takes the rows without an error; null if nobody wants them
    RowCheck(
            List<Column> columns,
            @Nullable PrimaryKey primaryKey,
            RowErrors errors,
            LateErrors late,
            @Nullable HandOver handOver) {
        this.columns = columns.toArray(Column[]::new);
        this.primaryKey = primaryKey;
        this.errors = errors;
        this.late = late;
        this.handOver = handOver;
        later = new int[columns.size() + 1];
    }

    /// Whether the row has no errors so far. It may still turn out to be a duplicate at the end of the run.
    boolean check(RecordCells cells, long line, long record) {
        if (cells.strayCell() >= 0) {
            errors.strayQuote(cells, line, record);
            return false;
        }
        if (cells.count() != columns.length) {
            errors.wrongWidth(cells, line, record);
            return false;
        }
        if (primaryKey != null) {
            primaryKey.startRow();
        }
        boolean valid = true;
        boolean duplicate = false;
        int laterCount = 0;
        byte[] raw = cells.bytes();
        for (int i = 0; i < columns.length; i++) {
            Column column = columns[i];
            byte[] bytes = raw;
            int from = cells.from(i);
            int to = cells.to(i);
            if (cells.isDoubled(i)) {
                reader.open(cells, i);
                bytes = reader.bytes();
                from = reader.from();
                to = reader.to();
            }
            if (column.isMissing(bytes, from, to)) {
                if (column.required) {
                    errors.missingValue(column, bytes, from, to, line, record);
                    invalidate(column);
                    valid = false;
                }
                continue;
            }
            CellResult result = column.check.check(bytes, from, to);
            if (result != CellResult.VALID) {
                errors.cell(column, result, cells, bytes, from, to, line, record);
                invalidate(column);
                valid = false;
            } else if (column.compared) {
                long firstLine = compare(column, bytes, from, to, line);
                if (firstLine == SeenValues.LATER) {
                    later[laterCount++] = i;
                } else if (firstLine != SeenValues.NEW) {
                    errors.duplicateValue(column, bytes, from, to, line, record, firstLine);
                    valid = false;
                    duplicate = true;
                }
            }
        }
        if (primaryKey != null) {
            long firstLine = primaryKey.firstLine(line);
            if (firstLine == SeenValues.LATER) {
                later[laterCount++] = columns.length;
            } else if (firstLine != SeenValues.NEW) {
                errors.duplicateKey(cells, reader, line, record, firstLine);
                valid = false;
                duplicate = true;
            }
        }
        for (int i = 0; i < laterCount; i++) {
            late.add(later[i], cells, line, record, !valid);
        }
        reader.endRow();
        if (handOver != null) {
            if (valid) {
                handOver.row(cells, line);
            } else if (duplicate && handOver.allowsErrors()) {
                late.noteDuplicate(line);
            }
        }
        return valid;
    }

    /// Checks an empty line between rows. In a file of one column it is a row with one empty cell, elsewhere
    /// it is an error.
    boolean checkBlank(RecordCells blank, long line, long record) {
        if (columns.length == 1) {
            blank.setBlank();
            return check(blank, line, record);
        }
        errors.blankRow(line, record);
        return false;
    }

    private long compare(Column column, byte[] bytes, int from, int to, long line) {
        if (column.inKey && primaryKey != null) {
            primaryKey.add(column, bytes, from, to);
        }
        return column.firstLine(bytes, from, to, line, key);
    }

    private void invalidate(Column column) {
        if (column.inKey && primaryKey != null) {
            primaryKey.invalidate();
        }
    }
}
