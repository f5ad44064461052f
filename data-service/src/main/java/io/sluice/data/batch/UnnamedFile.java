package io.sluice.data.batch;

import io.sluice.engine.disk.TemporaryFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Bytes in a [TemporaryFile], written first and read then. Not thread-safe.
final class UnnamedFile implements AutoCloseable {
    private final FileChannel channel;

    private UnnamedFile(FileChannel channel) {
        this.channel = channel;
    }

    static UnnamedFile in(Path directory) {
        try {
            return new UnnamedFile(TemporaryFile.open(directory, "sluice-batch-"));
        } catch (IOException failed) {
            throw new TemporaryFolderException(failed);
        }
    }

    /// Writes at the end; the stream need not be closed.
    OutputStream output() {
        return new OutputStream() {
            private final OutputStream stream = Channels.newOutputStream(channel);

            @Override
            public void write(int symbol) throws IOException {
                stream.write(symbol);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                stream.write(bytes, offset, length);
            }
        };
    }

    /// Reads from the start. One stream at a time; nothing is written afterwards.
    InputStream input() {
        try {
            return Channels.newInputStream(channel.position(0));
        } catch (IOException failed) {
            throw new TemporaryFolderException(failed);
        }
    }

    long size() {
        try {
            return channel.size();
        } catch (IOException failed) {
            throw new TemporaryFolderException(failed);
        }
    }

    /// What happens to a file that is thrown away does not matter.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // The descriptor is free in any case.
        }
    }
}
