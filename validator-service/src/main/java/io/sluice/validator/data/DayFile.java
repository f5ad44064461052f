package io.sluice.validator.data;

import io.sluice.contracts.data.DataFile;
import io.sluice.engine.RowBatch;
import io.sluice.engine.RowSink;
import io.sluice.engine.batch.HashKey;
import io.sluice.engine.schema.Field;
import io.sluice.objects.data.DataObjects;
import io.sluice.objects.data.NewDataFile;
import io.sluice.parquet.ParquetRows;
import io.sluice.validator.source.CompiledSource;
import java.util.List;
import java.util.Optional;

/// The data file of one pass over a file. It begins with the first row, so a file without one costs nothing.
/// After some batches a thread of its own writes it, if one is free: where its rows are written changes no
/// byte of it. Used by one thread.
public final class DayFile implements RowSink, AutoCloseable {
    /// Some megabytes of the file. A thread for less is not worth its start.
    private static final int BATCHES_ALONE = 8;

    private final CompiledSource source;
    private final Optional<HashKey> hashKey;
    private final String key;
    private final DataObjects objects;
    private final int rowGroupBytes;
    private final WritingThreads threads;
    private List<Field> columns = List.of();
    private Optional<Writing> writing = Optional.empty();
    private Optional<WritingThread> thread = Optional.empty();
    private int batches;

    DayFile(
            CompiledSource source,
            Optional<HashKey> hashKey,
            String key,
            DataObjects objects,
            int rowGroupBytes,
            WritingThreads threads) {
        this.source = source;
        this.hashKey = hashKey;
        this.key = key;
        this.objects = objects;
        this.rowGroupBytes = rowGroupBytes;
        this.threads = threads;
    }

    private record Writing(NewDataFile file, ParquetRows rows) {}

    @Override
    public void columns(List<Field> inFile) {
        columns = inFile;
    }

    @Override
    public RowBatch rows(RowBatch batch) {
        if (writing.isEmpty()) {
            writing = Optional.of(begin());
        }
        var rows = writing.get().rows();
        if (++batches == BATCHES_ALONE) {
            thread = threads.begin(rows);
        }
        return thread.isPresent() ? thread.get().take(batch) : rows.rows(batch);
    }

    /// What was sent goes at once; the rest of the file may take long to read.
    @Override
    public void refused() {
        close();
    }

    private Writing begin() {
        var file = new NewDataFile(objects, key);
        var rows = new ParquetRows(source.schema(), source::fieldId, hashKey, rowGroupBytes, file.content());
        rows.columns(columns);
        return new Writing(file, rows);
    }

    /// Makes the object of the rows.
    ///
    /// @param rowsAccepted how many there must be, at least one
    /// @throws io.sluice.objects.ObjectStoreUnavailableException if the object store is unavailable
    public DataFile finish(long rowsAccepted) {
        var written = writing.orElseThrow(() -> new IllegalStateException("a data file has at least one row"));
        thread.ifPresent(WritingThread::finish);
        if (written.rows().rows() != rowsAccepted) {
            throw new IllegalStateException("the check accepted %d rows but %d were written"
                    .formatted(rowsAccepted, written.rows().rows()));
        }
        written.rows().finish();
        return written.file().finish(rowsAccepted);
    }

    /// Removes what was sent of an object that was not finished.
    @Override
    public void close() {
        thread.ifPresent(WritingThread::close);
        writing.ifPresent(written -> {
            try {
                written.rows().close();
            } finally {
                written.file().close();
            }
        });
        writing = Optional.empty();
    }
}
