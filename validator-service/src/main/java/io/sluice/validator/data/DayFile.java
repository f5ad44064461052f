package io.sluice.validator.data;

import io.sluice.contracts.data.DataFile;
import io.sluice.engine.RowBatch;
import io.sluice.engine.RowSink;
import io.sluice.engine.batch.HashKey;
import io.sluice.engine.schema.Field;
import io.sluice.parquet.ParquetRows;
import io.sluice.validator.data.DayObjects.DayObject;
import io.sluice.validator.source.CompiledSource;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    private final DayObjects objects;
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
            DayObjects objects,
            int rowGroupBytes,
            WritingThreads threads) {
        this.source = source;
        this.hashKey = hashKey;
        this.key = key;
        this.objects = objects;
        this.rowGroupBytes = rowGroupBytes;
        this.threads = threads;
    }

    private record Writing(DayObject object, Counted content, ParquetRows rows) {}

    /// Bytes on their way to the object, counted and hashed.
    private static final class Counted extends DigestOutputStream {
        private long size;

        Counted(OutputStream object) {
            super(object, sha256());
        }

        @Override
        public void write(int oneByte) throws IOException {
            super.write(oneByte);
            size++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            super.write(bytes, offset, length);
            size += length;
        }
    }

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
        var object = objects.begin(key);
        var content = new Counted(object.content());
        var rows = new ParquetRows(source.schema(), source::fieldId, hashKey, rowGroupBytes, content);
        rows.columns(columns);
        return new Writing(object, content, rows);
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
        written.object().finish();
        return new DataFile(
                key,
                written.content().size,
                HexFormat.of().formatHex(written.content().getMessageDigest().digest()),
                rowsAccepted);
    }

    /// Removes what was sent of an object that was not finished.
    @Override
    public void close() {
        thread.ifPresent(WritingThread::close);
        writing.ifPresent(written -> {
            try {
                written.rows().close();
            } finally {
                written.object().close();
            }
        });
        writing = Optional.empty();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
