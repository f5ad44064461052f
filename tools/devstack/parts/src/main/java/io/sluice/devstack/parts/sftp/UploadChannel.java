package io.sluice.devstack.parts.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/// A tenant's handle for writing. It counts bytes, and refuses them once the file is no longer where it was
/// opened.
final class UploadChannel implements SeekableByteChannel {

    private final FileChannel channel;
    private final Path path;
    private final @Nullable Object key;
    private final Lock whileInPlace;
    private long written;
    private boolean refused;
    private boolean failed;

    /// The lock excludes renames. The caller holds it when it opens the channel.
    UploadChannel(FileChannel channel, Path path, Lock whileInPlace) throws IOException {
        this.channel = channel;
        this.path = path;
        this.key = key(path);
        this.whileInPlace = whileInPlace;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        whileInPlace.lock();
        try {
            refuseUnlessInPlace();
            int count = 0;
            while (source.hasRemaining()) {
                int some = channel.write(source);
                count += some;
                written += some;
            }
            return count;
        } catch (IOException noRoom) {
            failed = true;
            throw noRoom;
        } finally {
            whileInPlace.unlock();
        }
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        whileInPlace.lock();
        try {
            refuseUnlessInPlace();
            channel.truncate(size);
            return this;
        } finally {
            whileInPlace.unlock();
        }
    }

    long written() {
        return written;
    }

    /// Whether a write was refused, so that the file on disk differs from what the client sent.
    boolean refused() {
        return refused;
    }

    /// Whether a write failed, e.g. because the volume is full.
    boolean failed() {
        return failed;
    }

    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } catch (IOException lastBytesMayBeLost) {
            failed = true;
            throw lastBytesMayBeLost;
        }
    }

    private void refuseUnlessInPlace() throws IOException {
        Object now;
        try {
            now = key(path);
        } catch (NoSuchFileException gone) {
            refused = true;
            throw taken(gone);
        }
        if (now != null && !now.equals(key)) {
            refused = true;
            throw taken(null);
        }
    }

    private AccessDeniedException taken(@Nullable IOException cause) {
        AccessDeniedException refusal = new AccessDeniedException(
                path.getFileName().toString(), null, "the file was taken or moved since this handle was opened");
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
