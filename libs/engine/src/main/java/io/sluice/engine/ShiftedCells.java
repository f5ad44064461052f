package io.sluice.engine;

import io.sluice.engine.cell.CellResult;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.FieldType;
import io.sluice.engine.schema.Normalization;
import io.sluice.engine.schema.Sensitivity;
import io.sluice.engine.value.TextFormat;
import java.util.List;

/// Says whether a cell in error may hold the text of a sensitive column beside it: a delimiter too many and a
/// cell too few shift the cells of a row, and its width is right.
///
/// The proof is that the sensitive column takes the cell. Columns that take every text prove nothing. None of
/// this runs for a valid row.
final class ShiftedCells {
    private final List<Column> columns;

    ShiftedCells(List<Column> columns) {
        this.columns = columns;
    }

    boolean mayBeSensitive(Column column, byte[] bytes, int from, int to) {
        int place = columns.indexOf(column);
        return isTakenBy(place - 1, bytes, from, to) || isTakenBy(place + 1, bytes, from, to);
    }

    private boolean isTakenBy(int beside, byte[] bytes, int from, int to) {
        if (beside < 0 || beside >= columns.size() || !columns.get(beside).hidden) {
            return false;
        }
        Column column = columns.get(beside);
        return isParticular(column.field, bytes, from, to)
                && !column.isMissing(bytes, from, to)
                && column.check.check(bytes, from, to) == CellResult.VALID;
    }

    /// Whether the field has a form, and the text may be one of it.
    private static boolean isParticular(Field field, byte[] bytes, int from, int to) {
        return field.type() != FieldType.STRING
                || field.format().isPresent()
                || field.constraints().pattern().isPresent()
                || !field.constraints().allowed().isEmpty()
                || switch (field.sensitivity()) {
                    case Sensitivity.None none -> false;
                    case Sensitivity.RequireHashed hashed -> true;
                    case Sensitivity.Hash(Normalization normalization) ->
                        switch (normalization) {
                            case NONE -> false;
                            case EMAIL -> TextFormat.EMAIL.matches(bytes, from, to);
                            case PHONE -> TextFormat.PHONE.matches(bytes, from, to);
                        };
                };
    }
}
