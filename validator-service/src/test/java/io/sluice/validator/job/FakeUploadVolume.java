package io.sluice.validator.job;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.EntryType;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.VolumeUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A volume in memory with the few operations that the validator uses. Thread-safe.
public final class FakeUploadVolume implements Volume {
    private final Map<String, StoredFile> files = new ConcurrentHashMap<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean unavailable;
    private volatile boolean mounted = true;
    private volatile @Nullable VolumeRefusedException refusal;
    private volatile Runnable whenRead = () -> {};

    public void put(String path, String content, Instant modifiedAt) {
        files.put(path, new StoredFile(content, modifiedAt));
    }

    public void setUnavailable(boolean isUnavailable) {
        unavailable = isUnavailable;
    }

    /// How many requests found it unavailable.
    public int refusals() {
        return refusals.get();
    }

    /// Without it the volume has no folders and no files.
    public void setMounted(boolean isMounted) {
        mounted = isMounted;
    }

    /// Every read is refused like this; null ends it.
    public void refuseReading(@Nullable VolumeRefusedException how) {
        refusal = how;
    }

    /// Runs an action once, after the next read of a claimed file and before the check that follows it.
    public void afterNextRead(Runnable action) {
        whenRead = action;
    }

    @Override
    public void remove(String path) {
        files.remove(path);
    }

    @Override
    public Optional<FileAttributes> stat(String path) {
        requireAvailable();
        if (path.equals(VolumePaths.PROCESSING)) {
            return mounted ? Optional.of(new FileAttributes(EntryType.FOLDER, 0, Instant.EPOCH)) : Optional.empty();
        }
        return Optional.ofNullable(files.get(path))
                .map(file -> new FileAttributes(EntryType.FILE, file.bytes().length, file.modifiedAt()));
    }

    @Override
    public <T> T read(String path, long offset, ContentReader<T> reader) {
        requireAvailable();
        if (refusal != null) {
            throw refusal;
        }
        var file = files.get(path);
        if (file == null) {
            throw new VolumePathMissingException("cannot read " + path, null);
        }
        try {
            return reader.read(new ByteArrayInputStream(file.bytes()));
        } catch (IOException ofTheReader) {
            throw new UncheckedIOException(ofTheReader);
        } finally {
            var action = whenRead;
            whenRead = () -> {};
            action.run();
        }
    }

    private void requireAvailable() {
        if (unavailable) {
            refusals.incrementAndGet();
            throw new VolumeUnavailableException("the volume is unavailable", null);
        }
    }

    @Override
    public void visit(String folder, Consumer<VolumeEntry> visitor) {
        throw new UnsupportedOperationException("visit");
    }

    @Override
    public void write(String path, InputStream content) {
        throw new UnsupportedOperationException("write");
    }

    @Override
    public void rename(String from, String to) {
        throw new UnsupportedOperationException("rename");
    }

    @Override
    public void renameUnlessTaken(String from, String to) {
        throw new UnsupportedOperationException("renameUnlessTaken");
    }

    @Override
    public void mkdir(String folder) {
        throw new UnsupportedOperationException("mkdir");
    }

    @Override
    public void rmdir(String folder) {
        throw new UnsupportedOperationException("rmdir");
    }

    private record StoredFile(String content, Instant modifiedAt) {
        byte[] bytes() {
            return content.getBytes(StandardCharsets.UTF_8);
        }
    }
}
