package io.sluice.job.history;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.event.JobFinished;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Records the ends of jobs from `job-finished`.
@ApplicationScoped
class JobFinishedConsumer {
    private static final Log LOG = Log.of(JobFinishedConsumer.class);

    private final JobEventStore store;
    private final MeterRegistry metrics;

    JobFinishedConsumer(JobEventStore store, MeterRegistry metrics) {
        this.store = store;
        this.metrics = metrics;
    }

    @Incoming("job-finished")
    Uni<Void> take(JobFinished finished) {
        return store.finished(finished).invoke(() -> report(finished));
    }

    private void report(JobFinished finished) {
        var validated = finished.validated();
        var outcome = validated.outcome().name().toLowerCase(Locale.ROOT);
        metrics.counter("sluice.jobs.finished", "outcome", outcome).increment();
        LOG.info(
                "end of job recorded",
                LogFields.job(finished.job()),
                LogFields.field("outcome", outcome),
                LogFields.field("rows", validated.rows()),
                LogFields.field("errors", validated.errorCount()));
    }
}
