package io.sluice.validator.claim;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Threads for what follows stored outcomes. It waits for data-service and Kafka, so many jobs do it at the
/// same time, and the workers go on with other files. Thread-safe.
final class Conclusions {
    /// Two validators together ask data-service for as many swaps as it does at the same time.
    private static final int AT_ONCE = 32;

    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("conclusion-", 0).factory());

    /// Does the work on a thread of its own, if one is free.
    ///
    /// @param work throws nothing
    boolean isTaken(Runnable work) {
        if (!free.tryAcquire()) {
            return false;
        }
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    free.release();
                }
            });
            return true;
        } catch (RejectedExecutionException stopping) {
            free.release();
            return false;
        }
    }

    /// Interrupts what is being done.
    ///
    /// @param timeout the longest wait for its end
    void stop(Duration timeout) throws InterruptedException {
        threads.shutdownNow();
        var _ = threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
