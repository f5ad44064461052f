package io.sluice.batch.announcement;

import io.quarkus.runtime.Shutdown;
import io.sluice.database.TablesMigrated;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.threads.WokenThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/// Wakes the publication after each stored batch, and every second for what another instance left or Kafka
/// did not take.
@ApplicationScoped
class AnnouncementSchedule {
    private static final Log LOG = Log.of(AnnouncementSchedule.class);
    /// Longer than Kafka's own limit. Whatever takes longer hangs.
    private static final Duration LONGEST_RUN = Duration.ofMinutes(5);

    private final PublishUnannounced publishUnannounced;
    private boolean failing;
    private final WokenThread thread;

    AnnouncementSchedule(PublishUnannounced publishUnannounced, AnnouncementConfig config) {
        this.publishUnannounced = publishUnannounced;
        this.thread = new WokenThread("announcements", config.sweep(), this::publish);
    }

    void start(@Observes TablesMigrated tables) {
        thread.start();
    }

    @Shutdown
    void stop() {
        thread.close();
    }

    void stored(@Observes BatchStored batch) {
        thread.wake();
    }

    private void publish() throws InterruptedException {
        try {
            var published = publishUnannounced
                    .all()
                    // Cancels a run that hangs, so that the next one does not go on beside it.
                    .ifNoItem()
                    .after(LONGEST_RUN)
                    .fail()
                    .subscribeAsCompletionStage()
                    .get();
            if (failing) {
                failing = false;
                LOG.info("batches are published again", LogFields.field("events", published));
            }
        } catch (ExecutionException failure) {
            if (!failing) {
                failing = true;
                LOG.warn("batches cannot be published, retrying every second", LogFields.cause(failure));
            }
        }
    }
}
