package io.sluice.agent.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One file of lines, read while another process appends to it. For one thread.
public final class SpoolFile implements AutoCloseable {
    private static final int LONGEST_LINE = 64 * 1024;

    private final FileChannel channel;
    private final Object fileKey;
    private final long base;
    private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST_LINE);
    private long lineStart;

    /// @param base bytes of all spool files before this one
    public SpoolFile(Path file, long base) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.fileKey = key(file);
        this.base = base;
        this.lineStart = base;
    }

    /// Distinguishes the file from another one with the same name.
    static String key(Path file) throws IOException {
        return String.valueOf(Files.getAttribute(file, "unix:ino"));
    }

    /// Whether this file has the name now.
    public boolean is(Path file) throws IOException {
        return Files.exists(file) && fileKey.equals(key(file));
    }

    /// Hands over the complete lines that are there; returns whether there were any.
    public boolean read(LineTaker taker) throws IOException {
        var any = false;
        while (channel.read(buffer) > 0) {
            var begin = 0;
            for (int i = 0; i < buffer.position(); i++) {
                if (buffer.get(i) == '\n') {
                    var text = new String(buffer.array(), begin, i - begin, StandardCharsets.UTF_8);
                    lineStart += i + 1 - begin;
                    begin = i + 1;
                    taker.take(text, lineStart);
                    any = true;
                }
            }
            if (begin == 0 && !buffer.hasRemaining()) {
                // sshd writes no line of this length.
                begin = buffer.position();
                lineStart += begin;
            }
            buffer.flip().position(begin);
            buffer.compact();
        }
        return any;
    }

    /// Bytes read from this file.
    long size() {
        return lineStart - base;
    }

    /// Bytes of all spool files up to the last line that was read.
    long end() {
        return lineStart;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Takes one line without its end.
    @FunctionalInterface
    public interface LineTaker {
        /// Called once for each line.
        ///
        /// @param sequence the position of the line's end in all spool files
        void take(String line, long sequence) throws IOException;
    }
}
