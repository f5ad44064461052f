package io.sluice.job.batch;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Records the ends of batches from `batch-finished`.
@ApplicationScoped
class BatchFinishedConsumer {
    private static final Log LOG = Log.of(BatchFinishedConsumer.class);

    private final BatchEventStore store;
    private final MeterRegistry metrics;

    BatchFinishedConsumer(BatchEventStore store, MeterRegistry metrics) {
        this.store = store;
        this.metrics = metrics;
    }

    @Incoming("batch-finished")
    Uni<Void> take(BatchFinished finished) {
        return store.finished(finished).invoke(() -> report(finished));
    }

    private void report(BatchFinished finished) {
        var outcome = finished.outcome().name().toLowerCase(Locale.ROOT);
        metrics.counter("sluice.jobs.finished", "outcome", outcome).increment();
        LOG.info(
                "end of batch recorded",
                LogFields.account(finished.accountId()),
                LogFields.job(finished.jobId()),
                LogFields.field("batch", finished.batchRef()),
                LogFields.field("outcome", outcome),
                LogFields.field("rows", finished.totalCount()),
                LogFields.field("errors", finished.failedCount()));
    }
}
