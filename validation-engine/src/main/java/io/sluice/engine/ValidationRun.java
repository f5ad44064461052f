package io.sluice.engine;

import io.sluice.engine.report.Report;
import io.sluice.engine.schema.Schema;
import java.util.List;
import java.util.Objects;

/// One pass over one file. Not thread-safe. Never throws because of what the bytes are.
public final class ValidationRun {
    private long bytes;

    ValidationRun(Schema schema, Delimiter delimiter, Limits limits) {
        Objects.requireNonNull(schema);
        Objects.requireNonNull(delimiter);
        Objects.requireNonNull(limits);
    }

    /// Takes the next bytes of the file, cut anywhere; the buffer may be reused afterwards.
    public void accept(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        bytes += length;
    }

    /// Data rows read so far.
    public long rows() {
        return 0;
    }

    /// Bytes read so far.
    public long bytes() {
        return bytes;
    }

    /// Whether the report ended early; further bytes are not needed and are ignored.
    public boolean ended() {
        return false;
    }

    /// Ends the file and answers its report.
    public Report finish() {
        return new Report(true, 0, 0, 0, List.of(), false, List.of(), bytes, 0);
    }
}
