package io.sluice.data.snapshot;

import io.sluice.contracts.data.DataFile;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.objects.data.NewDataFile;
import io.sluice.parquet.EntityRecord;
import io.sluice.parquet.EntityRows;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// The file of one snapshot on its way to the object store. Used by one thread.
final class SnapshotFile implements AutoCloseable {
    /// Of the memory. Readers skip whole groups, so much smaller ones would gain nothing.
    private static final int ROW_GROUP_BYTES = 8 << 20;

    private final NewDataFile file;
    private final EntityRows rows;

    SnapshotFile(RecordSchema schema, ToIntFunction<String> ids, NewDataFile file) {
        this.file = file;
        this.rows = new EntityRows(schema, ids, ROW_GROUP_BYTES, file.content());
    }

    void add(EntityRecord entity) {
        rows.add(entity);
    }

    /// Makes the object of the entities; empty without an object when there are none.
    Optional<DataFile> finish() {
        if (rows.rows() == 0) {
            return Optional.empty();
        }
        rows.finish();
        return Optional.of(file.finish(rows.rows()));
    }

    /// Removes what was sent of an object that was not finished.
    @Override
    public void close() {
        try {
            rows.close();
        } finally {
            file.close();
        }
    }
}
