package io.sluice.batch.sweep;

import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.threads.SupervisedThread;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs something again and again, the first time after one pause. A run that fails is repeated after the
/// next pause.
final class Sweep implements AutoCloseable {
    private static final Log LOG = Log.of(Sweep.class);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(5);
    /// Longer than a dependency that is restarted needs.
    private static final Duration LATE = Duration.ofMinutes(10);

    private final String name;
    private final Duration pause;
    private final Supplier<Uni<Integer>> run;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean failing;
    private volatile long lastSuccess = System.nanoTime();
    private volatile @Nullable SupervisedThread thread;

    Sweep(String name, Duration pause, Supplier<Uni<Integer>> run) {
        this.name = name;
        this.pause = pause;
        this.run = run;
    }

    String name() {
        return name;
    }

    void start() {
        thread = SupervisedThread.start(name, this::repeat);
    }

    /// Since the last successful run, in seconds.
    double age() {
        return (System.nanoTime() - lastSuccess) / 1e9;
    }

    boolean isLate() {
        return age() > pause.plus(LATE).toSeconds();
    }

    @Override
    public void close() {
        stopped.countDown();
        if (thread != null) {
            thread.close();
        }
    }

    private void repeat() throws InterruptedException {
        while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            once();
        }
    }

    private void once() throws InterruptedException {
        try {
            var changed = run.get()
                    // Cancels a run that hangs, so that the next one does not go on beside it.
                    .ifNoItem()
                    .after(LONGEST_RUN)
                    .fail()
                    .subscribeAsCompletionStage()
                    .get();
            lastSuccess = System.nanoTime();
            failing = false;
            if (changed > 0) {
                LOG.info("swept", LogFields.field("sweep", name), LogFields.field("count", changed));
            }
        } catch (ExecutionException failure) {
            if (!failing) {
                failing = true;
                LOG.warn(
                        "a sweep failed, it is repeated after its pause",
                        LogFields.field("sweep", name),
                        LogFields.cause(failure));
            }
        }
    }
}
