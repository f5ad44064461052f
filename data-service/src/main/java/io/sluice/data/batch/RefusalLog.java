package io.sluice.data.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.json.SluiceJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// The log of a batch while it grows: a gzip file of JSON lines. Its length is bounded; what comes after that
/// is counted. A short one stays in memory, so that a batch can end while the disk is full. Not thread-safe.
public final class RefusalLog implements AutoCloseable {
    private static final byte[] END = {'\n'};
    private static final ObjectMapper JSON = SluiceJson.mapper();

    private final Path directory;
    private final long maxLines;
    private final List<BatchLogLine> first = new ArrayList<>();
    private long count;
    private @Nullable UnnamedFile file;
    /// Of a short log, once it is finished.
    private @Nullable ByteArrayOutputStream whole;
    private @Nullable Packing packing;

    RefusalLog(Path directory, long maxLines) {
        this.directory = directory;
        this.maxLines = maxLines;
    }

    void add(BatchLogLine line) {
        count++;
        if (first.size() < BatchFinished.MAX_FIRST_ERRORS) {
            first.add(line);
        } else if (count <= maxLines) {
            if (file == null) {
                file = UnnamedFile.in(directory);
                begin(file.output());
            }
            write(line);
        }
    }

    /// Forgets all lines.
    void clear() {
        close();
        first.clear();
        count = 0;
    }

    /// How many bytes of the disk it takes.
    long temporaryBytes() {
        return file == null ? 0 : file.size();
    }

    /// The number of lines, also of those that are only counted.
    long count() {
        return count;
    }

    List<BatchLogLine> first() {
        return List.copyOf(first);
    }

    /// Ends the file; no line comes after that.
    ///
    /// @return its size in bytes
    public long finish() {
        if (count == 0) {
            return 0;
        }
        if (packing == null) {
            whole = new ByteArrayOutputStream();
            begin(whole);
        }
        if (count > maxLines) {
            write(BatchLogLine.ofFile(
                    400,
                    "log-too-long",
                    String.format(
                            Locale.ROOT,
                            "%,d more records are refused: the log lists the first %,d",
                            count - maxLines,
                            maxLines)));
        }
        try {
            packing().close();
        } catch (IOException failed) {
            throw new TemporaryFolderException(failed);
        }
        return whole == null ? temporaryBytes() : whole.size();
    }

    /// The finished file from its start. One stream at a time.
    public InputStream open() {
        if (whole != null) {
            return new ByteArrayInputStream(whole.toByteArray());
        }
        if (file == null) {
            throw new IllegalStateException("the log has no line");
        }
        return file.input();
    }

    private void begin(OutputStream out) {
        try {
            packing = new Packing(out);
        } catch (IOException failed) {
            throw new TemporaryFolderException(failed);
        }
        first.stream().limit(maxLines).forEach(this::write);
    }

    private void write(BatchLogLine line) {
        try {
            packing().write(JSON.writeValueAsBytes(line));
            packing().write(END);
        } catch (IOException failed) {
            throw new TemporaryFolderException(failed);
        }
    }

    private Packing packing() {
        return Objects.requireNonNull(packing);
    }

    /// Writes nothing more: the disk may be full.
    @Override
    public void close() {
        if (packing != null) {
            packing.abandon();
            packing = null;
        }
        if (file != null) {
            file.close();
            file = null;
        }
        whole = null;
    }

    private static final class Packing extends GZIPOutputStream {
        Packing(OutputStream out) throws IOException {
            super(out, 1 << 13);
        }

        /// Frees the memory of the compression, which is not on the heap.
        void abandon() {
            def.end();
        }
    }
}
