package io.sluice.parquet;

import io.sluice.engine.RowBatch;
import io.sluice.engine.RowSink;
import io.sluice.engine.batch.HashKey;
import io.sluice.engine.batch.SensitiveHash;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Writes the rows that a run of the engine accepts as a Parquet file: all fields of the schema in its order,
/// whatever the order of the file. A field that the file does not have is missing in each row.
///
/// Sensitive values are written as their hash, those of `require_hashed` in lower case.
///
/// A failure of the stream is thrown as it is, an [IOException] as an [UncheckedIOException].
public final class ParquetRows implements RowSink, AutoCloseable {
    private static final int ABSENT = -1;

    private final ParquetFile file;
    private final List<Field> fields;
    private final CellWriter[] writers;
    private final int[] columnOf;

    /// Writes the first bytes.
    ///
    /// @param ids the ids of the fields
    /// @param key of the account, if it has one
    /// @param rowGroupBytes see [ParquetFile]
    public ParquetRows(
            Schema schema, ToIntFunction<Field> ids, Optional<HashKey> key, int rowGroupBytes, OutputStream out) {
        fields = schema.fields();
        var hash = new SensitiveHash(key);
        writers = fields.stream().map(field -> CellWriters.of(field, hash)).toArray(CellWriter[]::new);
        columnOf = new int[writers.length];
        try {
            file = new ParquetFile(FieldColumns.of(schema, ids), rowGroupBytes, out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void columns(List<Field> inFile) {
        for (int i = 0; i < columnOf.length; i++) {
            columnOf[i] = inFile.indexOf(fields.get(i));
        }
    }

    @Override
    public RowBatch rows(RowBatch batch) {
        try {
            file.begin();
            for (int i = 0; i < writers.length; i++) {
                var values = file.column(i);
                if (columnOf[i] == ABSENT) {
                    for (int row = 0; row < batch.rows(); row++) {
                        values.putNull();
                    }
                } else {
                    writers[i].write(batch, columnOf[i], values);
                }
            }
            file.end(batch.rows());
            return batch;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The rows written so far.
    public long rows() {
        return file.rows();
    }

    /// Writes the end of the file; without it the file cannot be read.
    public void finish() {
        try {
            file.finish();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Releases memory, and leaves the stream open.
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
