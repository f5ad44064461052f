package io.sluice.data.outcome;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.quarkus.runtime.Shutdown;
import io.sluice.database.TablesMigrated;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.threads.SupervisedThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Publishes outcomes after each batch, and every second those of instances that died before they could.
@ApplicationScoped
public class OutcomeSchedule {
    private static final Log LOG = Log.of(OutcomeSchedule.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final String OUTCOMES = "outcomes";

    private final PublishOutcomes publishOutcomes;
    private final Semaphore committed = new Semaphore(0);
    private final Outages outages = new Outages(LOG);
    private volatile @Nullable SupervisedThread thread;

    OutcomeSchedule(PublishOutcomes publishOutcomes) {
        this.publishOutcomes = publishOutcomes;
    }

    /// An outcome was committed.
    public void committed() {
        committed.release();
    }

    void start(@Observes TablesMigrated tables) {
        thread = SupervisedThread.start("batch-outcomes", this::run);
    }

    @Shutdown
    void stop() {
        if (thread != null) {
            thread.close();
        }
    }

    private void run() throws InterruptedException {
        while (true) {
            publish();
            var _ = committed.tryAcquire(SWEEP.toMillis(), TimeUnit.MILLISECONDS);
            committed.drainPermits();
        }
    }

    private void publish() {
        try {
            var published = publishOutcomes.all();
            outages.over(OUTCOMES, "outcomes of batches are published again", field("events", published));
        } catch (RuntimeException failed) {
            outages.report(OUTCOMES, "outcomes of batches cannot be published, retried every second", cause(failed));
        }
    }
}
