package io.sluice.data.snapshot;

import io.sluice.parquet.EntityRecord;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/// Entities as PostgreSQL's binary form of COPY has them: key, value as text, batch, line, time of change.
///
/// ```
/// begin  "PGCOPY\n\377\r\n\0", 4 bytes of flags, 4 bytes of length of an extension, the extension
/// row    2 bytes number of fields; each field: 4 bytes length, then its bytes
/// end    2 bytes -1
/// ```
final class CopiedEntities {
    private static final int SIGNATURE_BYTES = 11;
    private static final int FIELDS = 5;
    private static final short END = -1;
    /// From 1970-01-01 to 2000-01-01, PostgreSQL's epoch.
    private static final long EPOCH_MICROS = 946_684_800_000_000L;
    private static final int BUFFER = 1 << 16;

    private final DataInputStream rows;
    private byte[] key = new byte[1 << 8];
    private byte[] value = new byte[1 << 12];
    private byte[] batch = new byte[1 << 6];
    private boolean begun;

    CopiedEntities(InputStream rows) {
        this.rows = new DataInputStream(new BufferedInputStream(rows, BUFFER));
    }

    /// The next entity, whose arrays the one after it overwrites; empty at the end.
    Optional<EntityRecord> next() throws IOException {
        if (!begun) {
            begin();
        }
        var fields = rows.readShort();
        if (fields == END) {
            return Optional.empty();
        }
        if (fields != FIELDS) {
            throw new IOException("expected a row of %d fields but got %d".formatted(FIELDS, fields));
        }
        var keyLength = rows.readInt();
        key = read(key, keyLength);
        var valueLength = rows.readInt();
        value = read(value, valueLength);
        var batchLength = rows.readInt();
        batch = read(batch, batchLength);
        return Optional.of(new EntityRecord(
                new EntityRecord.Text(key, 0, keyLength),
                new EntityRecord.Text(value, 0, valueLength),
                new EntityRecord.Text(batch, 0, batchLength),
                number(),
                number() + EPOCH_MICROS));
    }

    private void begin() throws IOException {
        rows.skipNBytes(SIGNATURE_BYTES + Integer.BYTES);
        rows.skipNBytes(rows.readInt());
        begun = true;
    }

    private byte[] read(byte[] array, int length) throws IOException {
        if (length < 0) {
            throw new IOException("expected a value but got null");
        }
        var bytes = length > array.length ? Arrays.copyOf(array, Math.max(length, 2 * array.length)) : array;
        rows.readFully(bytes, 0, length);
        return bytes;
    }

    private long number() throws IOException {
        var length = rows.readInt();
        if (length != Long.BYTES) {
            throw new IOException("expected a number of 8 bytes but got %d".formatted(length));
        }
        return rows.readLong();
    }
}
