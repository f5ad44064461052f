package io.sluice.parquet;

/// A column of a file. Each of its values may be missing.
///
/// @param id of the field in the Iceberg table, from 1
/// @param secret whether nothing of a value may stand outside of the pages: then the column has no minimum
/// and no maximum. It has no dictionary either: hashes do not repeat
public record ParquetColumn(String name, int id, ColumnType type, boolean secret) {
    public ParquetColumn {
        if (id < 1) {
            throw new IllegalArgumentException("expected a field id from 1 but got %d, column %s".formatted(id, name));
        }
    }
}
