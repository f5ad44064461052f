package io.sluice.archive;

import io.sluice.fixtures.volume.Steps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// An object store in memory. A test can let it damage objects, and run an action in the middle of a write.
public final class FakeObjects implements ArchiveObjects {
    private final TreeMap<String, Stored> objects = new TreeMap<>();
    private final List<String> written = new ArrayList<>();
    private final Clock clock;
    private final Steps steps;
    private Runnable duringWrite = () -> {};
    private boolean damaging;

    public FakeObjects(Clock clock, Steps steps) {
        this.clock = clock;
        this.steps = steps;
    }

    private static final class Stored {
        private final byte[] bytes;
        private final Map<String, String> metadata;
        private final Instant modifiedAt;

        Stored(byte[] bytes, Map<String, String> metadata, Instant modifiedAt) {
            this.bytes = bytes;
            this.metadata = metadata;
            this.modifiedAt = modifiedAt;
        }
    }

    public List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    /// The keys of all writes so far.
    public List<String> written() {
        return List.copyOf(written);
    }

    /// The unzipped text of the object.
    public String text(String key) {
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(stored(key).bytes))) {
            return new String(plain.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException noGzip) {
            throw new UncheckedIOException(noGzip);
        }
    }

    /// Sets whether the store flips a bit of each object that it writes.
    public void damaging(boolean now) {
        damaging = now;
    }

    /// Flips a bit of a stored object.
    public void damage(String key) {
        var stored = stored(key);
        objects.put(key, new Stored(damaged(stored.bytes), stored.metadata, stored.modifiedAt));
    }

    /// Runs the action once, in the middle of the next write.
    public void duringNextWrite(Runnable deed) {
        duringWrite = deed;
    }

    @Override
    public Optional<StoredObject> find(String key) {
        return Optional.ofNullable(objects.get(key))
                .map(found -> new StoredObject(key, found.bytes.length, found.modifiedAt, found.metadata));
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) {
        return objects.tailMap(after, false).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .limit(limit)
                .map(entry -> new StoredObject(
                        entry.getKey(), entry.getValue().bytes.length, entry.getValue().modifiedAt, Map.of()))
                .toList();
    }

    @Override
    public void write(String key, Map<String, String> metadata, ObjectWriter writing) {
        steps.around(() -> {
            var bytes = new ByteArrayOutputStream();
            try {
                writing.write(bytes);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            var deed = duringWrite;
            duringWrite = () -> {};
            deed.run();
            written.add(key);
            objects.put(
                    key,
                    new Stored(
                            damaging ? damaged(bytes.toByteArray()) : bytes.toByteArray(), metadata, clock.instant()));
        });
    }

    private static byte[] damaged(byte[] bytes) {
        var copy = bytes.clone();
        copy[copy.length / 2] ^= 1;
        return copy;
    }

    @Override
    public <T> T read(String key, ObjectReader<T> reader) {
        try {
            return reader.read(new ByteArrayInputStream(stored(key).bytes));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Stored stored(String key) {
        var stored = objects.get(key);
        if (stored == null) {
            throw new ObjectMissingException(key, null);
        }
        return stored;
    }

    @Override
    public void remove(String key) {
        steps.around(() -> objects.remove(key));
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public int abortWritesOlderThan(Duration age) {
        return 0;
    }
}
