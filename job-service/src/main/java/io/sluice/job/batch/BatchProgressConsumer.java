package io.sluice.job.batch;

import io.sluice.contracts.event.BatchProgressed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Records how far batches are read, from `batch-progress`.
@ApplicationScoped
class BatchProgressConsumer {
    private final BatchEventStore store;

    BatchProgressConsumer(BatchEventStore store) {
        this.store = store;
    }

    @Incoming("batch-progress")
    Uni<Void> take(BatchProgressed progressed) {
        return store.progressed(progressed);
    }
}
