package io.sluice.data.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.json.SluiceJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// The log of a batch while it grows: a gzip file of JSON lines without a name, so that nothing of it stays
/// when the process ends. Its length is bounded; what comes after that is counted. Not thread-safe.
public final class RefusalLog implements AutoCloseable {
    private static final byte[] END = {'\n'};
    private static final ObjectMapper JSON = SluiceJson.mapper();

    private final Path directory;
    private final long maxLines;
    private final List<BatchLogLine> first = new ArrayList<>();
    private long count;
    private @Nullable FileChannel file;
    private @Nullable OutputStream out;

    RefusalLog(Path directory, long maxLines) {
        this.directory = directory;
        this.maxLines = maxLines;
    }

    void add(BatchLogLine line) {
        count++;
        if (count <= maxLines) {
            write(line);
        }
        if (first.size() < BatchFinished.MAX_FIRST_ERRORS) {
            first.add(line);
        }
    }

    /// Forgets all lines.
    void clear() {
        close();
        first.clear();
        count = 0;
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
            if (out != null) {
                out.close();
                out = null;
            }
            return file == null ? 0 : file.size();
        } catch (IOException failed) {
            throw unwritable(failed);
        }
    }

    /// The finished file from its start. One stream at a time.
    public InputStream open() {
        if (file == null) {
            throw new IllegalStateException("the log has no line");
        }
        try {
            return Channels.newInputStream(file.position(0));
        } catch (IOException failed) {
            throw unwritable(failed);
        }
    }

    private void write(BatchLogLine line) {
        try {
            if (out == null) {
                out = create();
            }
            out.write(JSON.writeValueAsBytes(line));
            out.write(END);
        } catch (IOException failed) {
            throw unwritable(failed);
        }
    }

    private OutputStream create() throws IOException {
        var path = Files.createTempFile(directory, "batch-log", ".gz");
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(path);
        // The stream must not close the channel, which is read afterwards.
        var channel = file;
        return new GZIPOutputStream(
                new OutputStream() {
                    private final OutputStream stream = Channels.newOutputStream(channel);

                    @Override
                    public void write(int symbol) throws IOException {
                        stream.write(symbol);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        stream.write(bytes, offset, length);
                    }
                },
                1 << 13);
    }

    private UncheckedIOException unwritable(IOException cause) {
        return new UncheckedIOException("the log of a batch cannot be kept in " + directory, cause);
    }

    @Override
    public void close() {
        try {
            // It frees the memory of the compression.
            if (out != null) {
                out.close();
            }
            if (file != null) {
                file.close();
            }
        } catch (IOException failed) {
            throw unwritable(failed);
        } finally {
            out = null;
            file = null;
        }
    }
}
