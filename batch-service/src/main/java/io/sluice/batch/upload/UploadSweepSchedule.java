package io.sluice.batch.upload;

import io.quarkus.runtime.Shutdown;
import io.sluice.batch.announcement.BatchStored;
import io.sluice.database.TablesMigrated;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.threads.SupervisedThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks for stored files that no process recorded, again and again.
@ApplicationScoped
class UploadSweepSchedule {
    private static final Log LOG = Log.of(UploadSweepSchedule.class);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(5);

    private final FindStoredUploads findStoredUploads;
    private final Event<BatchStored> stored;
    private final Duration sweep;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean failing;
    private volatile @Nullable SupervisedThread thread;

    UploadSweepSchedule(FindStoredUploads findStoredUploads, Event<BatchStored> stored, UploadConfig config) {
        this.findStoredUploads = findStoredUploads;
        this.stored = stored;
        this.sweep = config.uploadSweep();
    }

    void start(@Observes TablesMigrated tables) {
        thread = SupervisedThread.start("stored-uploads", this::run);
    }

    @Shutdown
    void stop() {
        stopped.countDown();
        if (thread != null) {
            thread.close();
        }
    }

    private void run() throws InterruptedException {
        while (!stopped.await(sweep.toMillis(), TimeUnit.MILLISECONDS)) {
            look();
        }
    }

    private void look() throws InterruptedException {
        try {
            var found = findStoredUploads
                    .run()
                    // Cancels a run that hangs, so that the next one does not go on beside it.
                    .ifNoItem()
                    .after(LONGEST_RUN)
                    .fail()
                    .subscribeAsCompletionStage()
                    .get();
            failing = false;
            if (found > 0) {
                LOG.info("files found that an instance stored and did not record", LogFields.field("count", found));
                stored.fire(new BatchStored());
            }
        } catch (ExecutionException failure) {
            if (!failing) {
                failing = true;
                LOG.warn("stored files cannot be looked up, retrying", LogFields.cause(failure));
            }
        }
    }
}
