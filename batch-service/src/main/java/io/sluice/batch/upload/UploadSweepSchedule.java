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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Looks for stored files that no process recorded, again and again.
@ApplicationScoped
class UploadSweepSchedule {
    private static final Log LOG = Log.of(UploadSweepSchedule.class);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(5);

    private final FindStoredUploads findStoredUploads;
    private final Event<BatchStored> stored;
    private final Duration sweep;
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
        if (thread != null) {
            thread.close();
        }
    }

    private void run() throws InterruptedException {
        while (true) {
            Thread.sleep(sweep);
            look();
        }
    }

    private void look() throws InterruptedException {
        try {
            var found = findStoredUploads
                    .run()
                    .subscribeAsCompletionStage()
                    .get(LONGEST_RUN.toMillis(), TimeUnit.MILLISECONDS);
            failing = false;
            if (found > 0) {
                LOG.info("files found that an instance stored and did not record", LogFields.field("count", found));
                stored.fire(new BatchStored());
            }
        } catch (ExecutionException | TimeoutException failure) {
            if (!failing) {
                failing = true;
                LOG.warn("stored files cannot be looked up, retrying", LogFields.cause(failure));
            }
        }
    }
}
