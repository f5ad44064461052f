package io.sluice.data.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/// A temporary file without a name, so that nothing of it stays when the process ends. Not thread-safe.
public final class UnnamedFile implements AutoCloseable {
    private final FileChannel channel;

    private UnnamedFile(FileChannel channel) {
        this.channel = channel;
    }

    static UnnamedFile in(Path directory) {
        try {
            return new UnnamedFile(channel(directory));
        } catch (IOException failed) {
            throw new TemporaryFolderException(failed);
        }
    }

    /// A new file for this process alone, which has lost its name when this method returns: it is opened
    /// and made in one step, so that nothing stays when no more files can be opened.
    public static FileChannel channel(Path directory) throws IOException {
        return FileChannel.open(
                directory.resolve(UUID.randomUUID() + ".tmp"),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
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
