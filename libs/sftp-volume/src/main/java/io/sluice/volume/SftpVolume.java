package io.sluice.volume;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpATTRS;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A volume over SFTP (JSch), on a small pool of connections.
public final class SftpVolume implements Volume {
    private final SftpConnections connections;

    public SftpVolume(SftpConfig config) {
        this.connections = new SftpConnections(config.connections(), () -> SftpConnection.open(config));
    }

    @Override
    public void visit(String folder, Consumer<VolumeEntry> visitor) {
        var shown = new AtomicBoolean();
        connections.repeatableWhile(
                () -> !shown.get(),
                connection -> connection.request("list", folder, channel -> {
                    channel.ls(SftpConnection.literal(folder), entry -> {
                        var name = entry.getFilename();
                        if (!name.equals(".") && !name.equals("..")) {
                            shown.set(true);
                            visitor.accept(new VolumeEntry(name, attributes(entry.getAttrs())));
                        }
                        return ChannelSftp.LsEntrySelector.CONTINUE;
                    });
                    return true;
                }));
    }

    @Override
    public Optional<FileAttributes> stat(String path) {
        try {
            return Optional.of(connections.repeatable(connection -> connection.request(
                    "look at", path, channel -> attributes(channel.lstat(SftpConnection.literal(path))))));
        } catch (VolumePathMissingException nothingThere) {
            return Optional.empty();
        }
    }

    @Override
    public <T> T read(String path, long offset, ContentReader<T> reader) {
        return connections.once(connection -> {
            try (var content = new FailingAsVolume(
                    path,
                    connection,
                    connection.request(
                            "read", path, channel -> channel.get(SftpConnection.literal(path), null, offset)))) {
                return reader.read(content);
            } catch (IOException ofTheReader) {
                throw new UncheckedIOException(ofTheReader);
            }
        });
    }

    @Override
    public void write(String path, InputStream content) {
        change("write", path, channel -> channel.put(content, SftpConnection.literal(path), ChannelSftp.OVERWRITE));
    }

    @Override
    public void rename(String from, String to) {
        change(
                "rename",
                from + " to " + to,
                channel -> channel.rename(SftpConnection.literal(from), SftpConnection.literal(to)));
    }

    @Override
    public void renameUnlessTaken(String from, String to) {
        change("rename", from + " to " + to, channel -> PlainRename.rename(channel, from, to));
    }

    @Override
    public void mkdir(String folder) {
        change("make folder", folder, channel -> channel.mkdir(SftpConnection.literal(folder)));
    }

    @Override
    public void rmdir(String folder) {
        change("remove folder", folder, channel -> channel.rmdir(SftpConnection.literal(folder)));
    }

    @Override
    public void remove(String path) {
        change("remove", path, channel -> channel.rm(SftpConnection.literal(path)));
    }

    void close() {
        connections.close();
    }

    private void change(String verb, String path, Change change) {
        connections.once(connection -> connection.request(verb, path, channel -> {
            change.run(channel);
            return true;
        }));
    }

    private static FileAttributes attributes(SftpATTRS attributes) {
        var type = attributes.isReg() ? EntryType.FILE : attributes.isDir() ? EntryType.FOLDER : EntryType.OTHER;
        return new FileAttributes(
                type,
                attributes.getSize(),
                Instant.ofEpochSecond(Integer.toUnsignedLong(attributes.getMTime())),
                (attributes.getFlags() & SftpATTRS.SSH_FILEXFER_ATTR_UIDGID) != 0
                        ? OptionalInt.of(attributes.getUId())
                        : OptionalInt.empty());
    }

    /// A request that returns nothing.
    @FunctionalInterface
    private interface Change {
        void run(ChannelSftp channel) throws com.jcraft.jsch.SftpException;
    }

    /// Turns a failure of the network or of the server into a [VolumeException], so that it differs from a
    /// failure of the reader.
    private static final class FailingAsVolume extends InputStream {
        private final String path;
        private final SftpConnection connection;
        private final InputStream content;

        FailingAsVolume(String path, SftpConnection connection, InputStream content) {
            this.path = path;
            this.connection = connection;
            this.content = content;
        }

        @Override
        public int read() {
            try {
                return content.read();
            } catch (IOException broken) {
                throw failure(broken);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                return content.read(buffer, offset, length);
            } catch (IOException broken) {
                throw failure(broken);
            }
        }

        @Override
        public void close() {
            try {
                content.close();
            } catch (IOException broken) {
                throw failure(broken);
            }
        }

        /// While the connection stands, the server refused to read on, for example because of an I/O error
        /// of its disk. Answers to requests in flight may still arrive, so the connection is not used again.
        private VolumeException failure(IOException broken) {
            var message = "reading %s broke off: %s".formatted(path, broken.getMessage());
            if (!connection.isOpen()) {
                return new VolumeUnavailableException(message, broken);
            }
            connection.close();
            return new VolumeRefusedException(message, broken);
        }
    }
}
