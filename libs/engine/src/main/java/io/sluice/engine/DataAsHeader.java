package io.sluice.engine;

import io.sluice.engine.cell.CellCheck;
import io.sluice.engine.cell.CellChecks;
import io.sluice.engine.cell.CellResult;
import io.sluice.engine.cell.TextSet;
import io.sluice.engine.scan.RecordCells;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.FieldType;
import io.sluice.engine.schema.Schema;
import java.util.List;

/// Recognises a file whose first line is a row: no label names a field, there are as many cells as fields,
/// each cell has the type of its field in the schema's order, and at least one that is not empty has another
/// type than String.
final class DataAsHeader {
    private final Schema schema;
    private final Delimiter delimiter;

    DataAsHeader(Schema schema, Delimiter delimiter) {
        this.schema = schema;
        this.delimiter = delimiter;
    }

    boolean isData(RecordCells header) {
        List<Field> fields = schema.fields();
        if (header.count() != fields.size() || namesAField(header)) {
            return false;
        }
        CellReader reader = new CellReader();
        boolean typed = false;
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            reader.open(header, i);
            if (isMissing(field, reader)) {
                continue;
            }
            CellCheck check = CellChecks.of(field, false);
            if (check.check(reader.bytes(), reader.from(), reader.to()) == CellResult.WRONG_TYPE) {
                return false;
            }
            typed |= field.type() != FieldType.STRING;
        }
        return typed;
    }

    private boolean namesAField(RecordCells header) {
        FieldNames names = new FieldNames(schema);
        LabelReader labels = new LabelReader(header, delimiter.symbol());
        while (labels.advance()) {
            if (names.isNear(labels.text())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMissing(Field field, CellReader reader) {
        return reader.from() == reader.to()
                || new TextSet(field.missingValues()).contains(reader.bytes(), reader.from(), reader.to());
    }
}
