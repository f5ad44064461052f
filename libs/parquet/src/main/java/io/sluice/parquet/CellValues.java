package io.sluice.parquet;

/// Takes the values of cells, each by the method of the column's type ([ColumnType]).
interface CellValues {
    void put(int value);

    void put(long value);

    void put(double value);

    void put(boolean value);

    /// The bytes are copied.
    void put(byte[] bytes, int from, int to);
}
