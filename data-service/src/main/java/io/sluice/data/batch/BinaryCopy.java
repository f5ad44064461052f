package io.sluice.data.batch;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import org.postgresql.copy.CopyIn;

/// Rows on their way into a table, in PostgreSQL's binary form of COPY: no value needs an escape. Not
/// thread-safe.
///
/// ```
/// begin  "PGCOPY\n\377\r\n\0", 4 bytes of flags, 4 bytes of length of an extension
/// row    2 bytes number of fields; each field: 4 bytes length, then its bytes
/// end    2 bytes -1
/// ```
final class BinaryCopy {
    private static final byte[] HEAD = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FLUSH_BYTES = 1 << 16;
    /// Of the binary form of jsonb.
    private static final int JSONB_VERSION = 1;

    private final CopyIn copy;
    private byte[] buffer = new byte[2 * FLUSH_BYTES];
    private int length;

    BinaryCopy(CopyIn copy) {
        this.copy = copy;
        for (byte symbol : HEAD) {
            put(symbol);
        }
        putInt(0);
        putInt(0);
    }

    /// Begins a row.
    void row(int fields) throws SQLException {
        if (length >= FLUSH_BYTES) {
            flush();
        }
        putShort(fields);
    }

    void bigint(long value) {
        putInt(Long.BYTES);
        putLong(value);
    }

    void uuid(UUID value) {
        putInt(2 * Long.BYTES);
        putLong(value.getMostSignificantBits());
        putLong(value.getLeastSignificantBits());
    }

    void text(byte[] utf8, int size) {
        putInt(size);
        putBytes(utf8, size);
    }

    void jsonb(byte[] utf8, int size) {
        putInt(size + 1);
        put(JSONB_VERSION);
        putBytes(utf8, size);
    }

    /// Ends the COPY.
    void end() throws SQLException {
        putShort(-1);
        flush();
        copy.endCopy();
    }

    /// Ends the COPY without a row.
    void cancel() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, length);
        length = 0;
    }

    private void putBytes(byte[] bytes, int size) {
        reserve(size);
        System.arraycopy(bytes, 0, buffer, length, size);
        length += size;
    }

    private void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    private void putInt(int value) {
        putShort(value >>> 16);
        putShort(value);
    }

    private void putShort(int value) {
        put(value >>> 8);
        put(value);
    }

    private void put(int value) {
        reserve(1);
        buffer[length++] = (byte) value;
    }

    private void reserve(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(length + more, 2 * buffer.length));
        }
    }
}
