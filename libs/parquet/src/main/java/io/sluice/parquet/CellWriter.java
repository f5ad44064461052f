package io.sluice.parquet;

import io.sluice.engine.RowBatch;

/// Turns the cells of one column into its values. Only cells that the engine accepted get here.
abstract class CellWriter {
    final void write(RowBatch batch, int column, ColumnValues values) {
        byte[] bytes = batch.bytes();
        for (int row = 0; row < batch.rows(); row++) {
            if (batch.isMissing(column, row)) {
                values.putNull();
            } else {
                put(bytes, batch.from(column, row), batch.to(column, row), values);
            }
        }
    }

    abstract void put(byte[] bytes, int from, int to, CellValues values);
}
