package io.sluice.data.intake;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.event.BatchProgressed;
import io.sluice.contracts.event.Topics;
import io.sluice.data.batch.BatchProgress;
import io.sluice.events.EventPublisher;
import io.sluice.events.log.Log;
import jakarta.enterprise.context.ApplicationScoped;

/// Publishes `batch-progress`.
@ApplicationScoped
class BatchProgressPublisher implements BatchProgress {
    private static final Log LOG = Log.of(BatchProgressPublisher.class);

    private final EventPublisher events;

    BatchProgressPublisher(EventPublisher events) {
        this.events = events;
    }

    @Override
    public void publish(BatchProgressed progress) {
        events.publish(Topics.BATCH_PROGRESS, progress.accountId().value(), progress)
                .subscribe()
                .with(
                        sent -> {},
                        failure -> LOG.debug(
                                "progress not published", field("batch", progress.batchRef()), cause(failure)));
    }
}
