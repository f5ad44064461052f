package io.sluice.parquet;

import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/// Takes the values of one column, row by row. The method must be that of the column's type ([ColumnType]).
public final class ColumnValues implements CellValues {
    private static final int NULL = 0;
    private static final int VALUE = 1;

    private @Nullable ColumnWriter writer;

    ColumnValues() {}

    /// @param next takes the values of the next row group; null between two groups
    void bind(@Nullable ColumnWriter next) {
        writer = next;
    }

    public void putNull() {
        writer().writeNull(0, NULL);
    }

    @Override
    public void put(int value) {
        writer().write(value, 0, VALUE);
    }

    @Override
    public void put(long value) {
        writer().write(value, 0, VALUE);
    }

    @Override
    public void put(double value) {
        writer().write(value, 0, VALUE);
    }

    @Override
    public void put(boolean value) {
        writer().write(value, 0, VALUE);
    }

    /// The bytes are copied.
    @Override
    public void put(byte[] bytes, int from, int to) {
        writer().write(Binary.fromReusedByteArray(bytes, from, to - from), 0, VALUE);
    }

    private ColumnWriter writer() {
        ColumnWriter current = writer;
        if (current == null) {
            throw new IllegalStateException("the file takes no rows: call begin before the first value of a batch");
        }
        return current;
    }
}
