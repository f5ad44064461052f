package io.sluice.job.batch;

import io.sluice.contracts.event.BatchReceived;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Records batches from `batch-received`.
@ApplicationScoped
class BatchReceivedConsumer {
    private final BatchEventStore store;

    BatchReceivedConsumer(BatchEventStore store) {
        this.store = store;
    }

    @Incoming("batch-received")
    Uni<Void> take(BatchReceived received) {
        return store.received(received);
    }
}
