package io.sluice.data.snapshot;

import io.sluice.contracts.data.DataFile;
import io.sluice.data.snapshot.SnapshotObjects.SnapshotObject;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.parquet.EntityRecord;
import io.sluice.parquet.EntityRows;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// The file of one snapshot on its way to the object store. Used by one thread.
final class SnapshotFile implements AutoCloseable {
    /// Of the memory. Readers skip whole groups, so much smaller ones would gain nothing.
    private static final int ROW_GROUP_BYTES = 8 << 20;

    private final String key;
    private final SnapshotObject object;
    private final Counted content;
    private final EntityRows rows;

    SnapshotFile(String key, RecordSchema schema, ToIntFunction<String> ids, SnapshotObject object) {
        this.key = key;
        this.object = object;
        this.content = new Counted(object.content());
        this.rows = new EntityRows(schema, ids, ROW_GROUP_BYTES, content);
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
        object.finish();
        return Optional.of(new DataFile(
                key,
                content.size,
                HexFormat.of().formatHex(content.getMessageDigest().digest()),
                rows.rows()));
    }

    /// Removes what was sent of an object that was not finished.
    @Override
    public void close() {
        try {
            rows.close();
        } finally {
            object.close();
        }
    }

    /// Bytes on their way to the object, counted and hashed.
    private static final class Counted extends DigestOutputStream {
        private long size;

        private Counted(OutputStream object) {
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

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK has SHA-256", impossible);
            }
        }
    }
}
