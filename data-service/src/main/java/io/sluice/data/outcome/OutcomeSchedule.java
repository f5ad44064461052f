package io.sluice.data.outcome;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.quarkus.runtime.Shutdown;
import io.sluice.database.TablesMigrated;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.threads.WokenThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/// Publishes outcomes after each batch, and every second those of instances that died before they could.
@ApplicationScoped
public class OutcomeSchedule {
    private static final Log LOG = Log.of(OutcomeSchedule.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final String OUTCOMES = "outcomes";

    private final PublishOutcomes publishOutcomes;
    private final Outages outages = new Outages(LOG);
    private final WokenThread thread;

    OutcomeSchedule(PublishOutcomes publishOutcomes) {
        this.publishOutcomes = publishOutcomes;
        this.thread = new WokenThread("batch-outcomes", SWEEP, this::publish);
    }

    /// An outcome was committed.
    public void committed() {
        thread.wake();
    }

    void start(@Observes TablesMigrated tables) {
        thread.start();
    }

    @Shutdown
    void stop() {
        thread.close();
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
