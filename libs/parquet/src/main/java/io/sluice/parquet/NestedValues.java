package io.sluice.parquet;

import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/// Takes the values of one column that may be nested, each with its place in the record.
final class NestedValues implements CellValues {
    private final EntryCount entries;
    private @Nullable ColumnWriter writer;
    private int repetition;
    private int definition;

    NestedValues(EntryCount entries) {
        this.entries = entries;
    }

    /// @param next takes the values of the next row group; null between two groups
    void bind(@Nullable ColumnWriter next) {
        writer = next;
    }

    /// Where the next value stands.
    ///
    /// @param definitionLevel that of a value
    NestedValues at(int repetitionLevel, int definitionLevel) {
        repetition = repetitionLevel;
        definition = definitionLevel;
        return this;
    }

    /// A value is missing, or a part around it.
    ///
    /// @param definitionLevel how many of the optional parts around the value are there
    void putMissing(int repetitionLevel, int definitionLevel) {
        writer().writeNull(repetitionLevel, definitionLevel);
    }

    @Override
    public void put(int value) {
        writer().write(value, repetition, definition);
    }

    @Override
    public void put(long value) {
        writer().write(value, repetition, definition);
    }

    @Override
    public void put(double value) {
        writer().write(value, repetition, definition);
    }

    @Override
    public void put(boolean value) {
        writer().write(value, repetition, definition);
    }

    @Override
    public void put(byte[] bytes, int from, int to) {
        writer().write(Binary.fromReusedByteArray(bytes, from, to - from), repetition, definition);
    }

    private ColumnWriter writer() {
        ColumnWriter current = writer;
        if (current == null) {
            throw new IllegalStateException("the file takes no values: a record was not begun");
        }
        entries.add();
        return current;
    }
}
