package io.sluice.engine;

import io.sluice.engine.key.RefusedLines;
import io.sluice.engine.scan.RecordCells;
import io.sluice.engine.schema.Acceptance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands the rows without an error to the sink, in batches, until the file is refused.
final class HandOver {
    private final RowSink sink;
    private final Acceptance acceptance;
    private final @Nullable RefusedLines refused;
    private Column[] columns = {};
    private RowBatch batch = new RowBatch(1);
    private boolean stopped;

    /// @param refused rows that an earlier run over the file refused as duplicates; null if there was none
    HandOver(RowSink sink, Acceptance acceptance, @Nullable RefusedLines refused) {
        this.sink = sink;
        this.acceptance = acceptance;
        this.refused = refused;
    }

    /// Whether the duplicates are known, so that no values need to be compared.
    boolean knowsDuplicates() {
        return refused != null;
    }

    /// Whether a file with errors may be accepted, so that a second run may have to leave out its duplicates.
    boolean allowsErrors() {
        return switch (acceptance) {
            case Acceptance.Whole() -> false;
            case Acceptance.Partial _ -> true;
        };
    }

    void columns(List<Column> inFile) {
        columns = inFile.toArray(Column[]::new);
        batch = new RowBatch(columns.length);
        sink.columns(inFile.stream().map(column -> column.field).toList());
    }

    void row(RecordCells cells, long line) {
        if (stopped || (refused != null && refused.contains(line))) {
            return;
        }
        batch.add(cells, columns);
        if (batch.isFull()) {
            flush();
        }
    }

    /// A row has an error.
    void error() {
        if (!allowsErrors()) {
            stop();
        }
    }

    /// The file is refused.
    void stop() {
        if (!stopped) {
            stopped = true;
            batch = new RowBatch(1);
            sink.refused();
        }
    }

    /// Hands over the last rows.
    void finish() {
        if (!stopped && batch.rows() > 0) {
            flush();
        }
    }

    private void flush() {
        batch = sink.rows(batch);
        batch.clear();
    }
}
