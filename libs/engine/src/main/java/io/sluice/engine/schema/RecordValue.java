package io.sluice.engine.schema;

import java.util.List;

/// What stands at a place in a record.
public sealed interface RecordValue {
    /// One value, checked like a cell of a file.
    ///
    /// @param field its name is the path from the record, `identifiers[].provider`
    record Scalar(Field field) implements RecordValue {}

    /// An object with these fields and no others.
    record Structure(List<RecordField> fields) implements RecordValue {
        public Structure {
            fields = List.copyOf(fields);
        }
    }

    /// An object with any keys. It is kept as it is.
    record AnyObject() implements RecordValue {}

    /// An array.
    ///
    /// @param items what each of its items is
    /// @param single whether one item may stand for an array of it; it is kept as it is sent
    record Sequence(RecordValue items, boolean single) implements RecordValue {}
}
