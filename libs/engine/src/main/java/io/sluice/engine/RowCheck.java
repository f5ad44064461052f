package io.sluice.engine;

import io.sluice.engine.cell.CellResult;
import io.sluice.engine.key.KeyBytes;
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
    private final CellReader reader = new CellReader();
    private final KeyBytes key = new KeyBytes();

    RowCheck(List<Column> columns, @Nullable PrimaryKey primaryKey, RowErrors errors) {
        this.columns = columns.toArray(Column[]::new);
        this.primaryKey = primaryKey;
        this.errors = errors;
    }

    /// Whether the row has no errors.
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
                errors.cell(column, result, bytes, from, to, line, record);
                invalidate(column);
                valid = false;
            } else if (column.compared && !isNew(column, bytes, from, to)) {
                errors.duplicateValue(column, bytes, from, to, line, record);
                invalidate(column);
                valid = false;
            }
        }
        if (primaryKey != null && primaryKey.isDuplicate()) {
            errors.duplicateKey(cells, reader, line, record);
            return false;
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

    private boolean isNew(Column column, byte[] bytes, int from, int to) {
        if (column.inKey && primaryKey != null) {
            primaryKey.add(column, bytes, from, to);
        }
        if (column.seenLongs != null) {
            return column.seenLongs.add(column.check.longKey());
        }
        if (column.seenKeys == null) {
            return true;
        }
        key.clear();
        column.check.appendKey(bytes, from, to, key);
        return column.seenKeys.add(key);
    }

    private void invalidate(Column column) {
        if (column.inKey && primaryKey != null) {
            primaryKey.invalidate();
        }
    }
}
