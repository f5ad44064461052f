package io.sluice.parquet;

import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/// Takes the values of one column, row by row. The method must be that of the column's type ([ColumnType]).
public final class ColumnValues {
    private static final int NULL = 0;
    private static final int VALUE = 1;

    private @Nullable ColumnWriter writer;
    /// Of the next values; they stay as they are in a column that is not nested.
    private int repetition;
    private int definition = VALUE;

    ColumnValues() {}

    /// Says where in its record the next value stands, in a nested column.
    ///
    /// @param definitionLevel that of a value
    void at(int repetitionLevel, int definitionLevel) {
        repetition = repetitionLevel;
        definition = definitionLevel;
    }

    /// A value that is missing in a nested column, or a part around it.
    ///
    /// @param definitionLevel how many of the optional parts around the value are there
    void putMissing(int repetitionLevel, int definitionLevel) {
        writer().writeNull(repetitionLevel, definitionLevel);
    }

    /// @param next takes the values of the next row group; null between two groups
    void bind(@Nullable ColumnWriter next) {
        writer = next;
    }

    public void putNull() {
        writer().writeNull(0, NULL);
    }

    public void put(int value) {
        writer().write(value, repetition, definition);
    }

    public void put(long value) {
        writer().write(value, repetition, definition);
    }

    public void put(double value) {
        writer().write(value, repetition, definition);
    }

    public void put(boolean value) {
        writer().write(value, repetition, definition);
    }

    /// The bytes are copied.
    public void put(byte[] bytes, int from, int to) {
        writer().write(Binary.fromReusedByteArray(bytes, from, to - from), repetition, definition);
    }

    private ColumnWriter writer() {
        ColumnWriter current = writer;
        if (current == null) {
            throw new IllegalStateException("the file takes no rows: call begin before the first value of a batch");
        }
        return current;
    }
}
