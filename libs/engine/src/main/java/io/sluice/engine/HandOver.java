package io.sluice.engine;

import io.sluice.engine.key.RefusedLines;
import io.sluice.engine.scan.RecordCells;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands the rows without an error to the sink, in batches.
final class HandOver {
    private final RowSink sink;
    private final @Nullable RefusedLines refused;
    private Column[] columns = {};
    private RowBatch batch = new RowBatch(1);

    /// @param refused rows that an earlier run over the file refused as duplicates; null if there was none
    HandOver(RowSink sink, @Nullable RefusedLines refused) {
        this.sink = sink;
        this.refused = refused;
    }

    /// Whether the duplicates are known, so that no values need to be compared.
    boolean knowsDuplicates() {
        return refused != null;
    }

    void columns(List<Column> inFile) {
        columns = inFile.toArray(Column[]::new);
        batch = new RowBatch(columns.length);
        sink.columns(inFile.stream().map(column -> column.field).toList());
    }

    void row(RecordCells cells, long line) {
        if (refused != null && refused.contains(line)) {
            return;
        }
        batch.add(cells, columns);
        if (batch.isFull()) {
            flush();
        }
    }

    /// Hands over the last rows.
    void finish() {
        if (batch.rows() > 0) {
            flush();
        }
    }

    private void flush() {
        sink.rows(batch);
        batch.clear();
    }
}
