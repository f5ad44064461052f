package io.sluice.validator.dryrun;

import io.sluice.contracts.account.AccountId;
import io.sluice.engine.disk.TemporaryFile;
import io.sluice.events.OffLoop;
import io.sluice.web.body.BodySink;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The body of a dry run while it arrives: the first bytes in memory, a larger one in a [TemporaryFile].
final class SpooledBody implements BodySink, AutoCloseable {
    private static final int IN_MEMORY = 64 * 1024;

    private final AccountId account;
    private final BodySpace space;
    private final Path directory;
    private final OffLoop disk;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private long bytes;
    private long taken;
    private boolean closed;

    SpooledBody(AccountId account, BodySpace space, Path directory, OffLoop disk) {
        this.account = account;
        this.space = space;
        this.directory = directory;
        this.disk = disk;
    }

    /// @return fails with an [IOException] if the disk has no room
    @Override
    public Uni<Void> take(byte[] more) {
        if (bytes + more.length <= IN_MEMORY) {
            bytes += more.length;
            memory.writeBytes(more);
            return Uni.createFrom().voidItem();
        }
        return disk.run(() -> write(more)).replaceWithVoid();
    }

    private synchronized long write(byte[] more) throws IOException {
        if (closed) {
            throw new IOException("the dry run has ended");
        }
        var needed = more.length + (file == null ? memory.size() : 0);
        space.take(account, needed);
        taken += needed;
        bytes += more.length;
        var to = file;
        if (to == null) {
            to = TemporaryFile.open(directory, "sluice-dry-run-");
            file = to;
            write(to, memory.toByteArray());
        }
        write(to, more);
        return bytes;
    }

    /// The whole body from its start.
    synchronized InputStream read() throws IOException {
        return file == null
                ? new ByteArrayInputStream(memory.toByteArray())
                : Channels.newInputStream(file.position(0));
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException unlikely) {
            throw new UncheckedIOException("the body of a dry run cannot be closed", unlikely);
        } finally {
            file = null;
            space.giveBack(account, taken);
            taken = 0;
        }
    }

    private static void write(FileChannel to, byte[] content) throws IOException {
        var left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
            to.write(left);
        }
    }
}
