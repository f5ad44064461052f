package io.sluice.data.table;

import io.sluice.objects.ObjectStoreUnavailableException;
import java.util.ArrayList;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The files of one commit, held back until all of them are sent side by side: nobody needs one before the
/// catalogue names the last one. Iceberg merges manifests in threads of its own, which write and read here.
final class HeldFiles implements LakeFiles {
    private final LakeFiles files;
    private final Map<String, byte[]> held = new ConcurrentHashMap<>();

    HeldFiles(LakeFiles files) {
        this.files = files;
    }

    /// Returns when all are written. If one fails, the others may be written or not.
    void send() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = new ArrayList<Future<?>>();
            held.forEach((location, content) -> sent.add(threads.submit(() -> files.write(location, content))));
            for (var one : sent) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("the files of a commit cannot be written", failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new ObjectStoreUnavailableException("the service stops while a commit is written", stop);
        }
        held.clear();
    }

    @Override
    public void write(String location, byte[] content) {
        held.put(location, content);
    }

    @Override
    public byte[] read(String location) {
        var known = held.get(location);
        return known == null ? files.read(location) : known;
    }

    @Override
    public String location(String key) {
        return files.location(key);
    }

    @Override
    public String key(String location) {
        return files.key(location);
    }

    @Override
    public OptionalLong size(String key) {
        return files.size(key);
    }
}
