package io.sluice.data.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/// The bytes that PostgreSQL sends for a COPY. It need not be closed.
final class CopyStream extends InputStream {
    private final CopyOut copy;
    private byte @Nullable [] message = {};
    private int at;

    CopyStream(CopyOut copy) {
        this.copy = copy;
    }

    @Override
    public int read() throws IOException {
        var current = message();
        return current == null ? -1 : current[at++] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        var current = message();
        if (current == null) {
            return -1;
        }
        var count = Math.min(length, current.length - at);
        System.arraycopy(current, at, bytes, offset, count);
        at += count;
        return count;
    }

    /// The message that has a next byte; null at the end.
    private byte @Nullable [] message() throws IOException {
        try {
            var current = message;
            while (current != null && at == current.length) {
                current = copy.readFromCopy();
                message = current;
                at = 0;
            }
            return current;
        } catch (SQLException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /// Reads what comes after the last row. Without it, the connection is in the middle of the COPY.
    void finish() throws IOException {
        for (var rest = message(); rest != null; rest = message()) {
            at = rest.length;
        }
    }
}
