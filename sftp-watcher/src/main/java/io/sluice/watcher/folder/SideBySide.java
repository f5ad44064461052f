package io.sluice.watcher.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Runs the same work on many things, a few at a time, and waits for all of them.
public final class SideBySide implements AutoCloseable {
    private final ExecutorService threads;

    public SideBySide(int atATime) {
        this.threads = Executors.newFixedThreadPool(
                atATime, Thread.ofVirtual().name("look-", 0).factory());
    }

    /// Waits for all, then throws the first exception that one of them threw.
    public <T> void each(List<T> things, Consumer<T> work) {
        var started = new ArrayList<Future<?>>();
        things.forEach(thing -> started.add(threads.submit(() -> work.accept(thing))));
        RuntimeException first = null;
        for (var one : started) {
            try {
                one.get();
            } catch (ExecutionException failed) {
                first = first != null ? first : unchecked(failed);
            } catch (InterruptedException stop) {
                started.forEach(other -> other.cancel(true));
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the looks at the accounts", stop);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static RuntimeException unchecked(ExecutionException failed) {
        return failed.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(failed.getCause());
    }

    @Override
    public void close() {
        threads.close();
    }
}
