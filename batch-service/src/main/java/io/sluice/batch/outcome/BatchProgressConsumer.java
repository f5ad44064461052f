package io.sluice.batch.outcome;

import io.sluice.batch.state.Batches;
import io.sluice.contracts.event.BatchProgressed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Records from `batch-progress` that a batch is being processed.
@ApplicationScoped
class BatchProgressConsumer {
    private final Batches batches;

    BatchProgressConsumer(Batches batches) {
        this.batches = batches;
    }

    @Incoming("batch-progress")
    Uni<Void> take(BatchProgressed progressed) {
        return batches.processing(progressed.batchRef(), progressed.jobId(), progressed.at());
    }
}
