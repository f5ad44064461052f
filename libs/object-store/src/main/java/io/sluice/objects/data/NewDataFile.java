package io.sluice.objects.data;

import io.sluice.contracts.data.DataFile;
import io.sluice.objects.data.DataObjects.DataObject;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A data file on its way to the object store, counted and hashed. Used by one thread at a time.
public final class NewDataFile implements AutoCloseable {
    private final String key;
    private final DataObject object;
    private final Counted content;

    /// Begins to write it.
    public NewDataFile(DataObjects objects, String key) {
        this.key = key;
        this.object = objects.begin(key);
        this.content = new Counted(object.content());
    }

    /// Takes the bytes.
    public OutputStream content() {
        return content;
    }

    /// Makes the object of the bytes.
    ///
    /// @param rows that it holds
    public DataFile finish(long rows) {
        object.finish();
        return new DataFile(
                key,
                content.size,
                HexFormat.of().formatHex(content.getMessageDigest().digest()),
                rows);
    }

    /// Removes what was sent of an object that was not finished.
    @Override
    public void close() {
        object.close();
    }

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
