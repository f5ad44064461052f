package io.sluice.engine.key;

import io.sluice.engine.disk.TemporaryFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The [TemporaryFile] of one run, in blocks of equal size. The first block that is written creates it.
final class SpillFile implements AutoCloseable {
    /// Opens a new file in a directory.
    interface Opener {
        FileChannel open(Path directory) throws IOException;
    }

    private final Path directory;
    private final int blockBytes;
    private final Opener opener;
    private @Nullable FileChannel channel;
    private long blocks;

    SpillFile(Path directory, int blockBytes) {
        this(directory, blockBytes, folder -> TemporaryFile.open(folder, "sluice-unique-"));
    }

    SpillFile(Path directory, int blockBytes, Opener opener) {
        this.directory = directory;
        this.blockBytes = blockBytes;
        this.opener = opener;
    }

    int blockBytes() {
        return blockBytes;
    }

    /// The number of a block that nobody uses yet.
    long newBlock() {
        return blocks++;
    }

    /// How large the file may be by now.
    long bytes() {
        return channel == null ? 0 : blocks * blockBytes;
    }

    /// Writes a whole block, from the first byte of `content` on.
    void write(long block, ByteBuffer content) {
        try {
            FileChannel to = channel;
            if (to == null) {
                to = opener.open(directory);
                channel = to;
            }
            content.clear();
            long at = block * blockBytes;
            while (content.hasRemaining()) {
                at += to.write(content, at);
            }
        } catch (IOException failed) {
            throw new SpillException("written to", directory, failed);
        }
    }

    /// Reads a block that was written before.
    void read(long block, ByteBuffer into) {
        try {
            FileChannel from = channel;
            if (from == null) {
                throw new IOException("the file is not open");
            }
            into.clear();
            long at = block * blockBytes;
            while (into.hasRemaining()) {
                int read = from.read(into, at);
                if (read < 0) {
                    throw new EOFException("the file ends at byte " + at);
                }
                at += read;
            }
        } catch (IOException failed) {
            throw new SpillException("read from", directory, failed);
        }
    }

    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                throw new SpillException("removed with", directory, failed);
            }
        }
    }
}
