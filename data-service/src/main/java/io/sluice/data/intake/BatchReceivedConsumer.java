package io.sluice.data.intake;

import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.Topics;
import io.sluice.data.batch.PendingBatch;
import io.sluice.events.delivery.BoundedIntake;
import io.sluice.events.delivery.Delivery;
import io.sluice.threads.queue.Task;
import io.sluice.threads.queue.TaskSize;
import io.sluice.threads.queue.WorkQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Consumes `batch-received`. A record is acknowledged after its batch has its outcome. An offset is
/// committed after all records before it have been acknowledged.
///
/// The small batches of an account are a lane, and its big ones another: within a lane one batch is imported
/// after another. Two at a time would only wait for each other's sources, and keep a worker from other
/// accounts.
@ApplicationScoped
class BatchReceivedConsumer {
    private final WorkQueue<BatchWork> queue;
    private final ImportConfig config;

    BatchReceivedConsumer(WorkQueue<BatchWork> queue, ImportConfig config) {
        this.queue = queue;
        this.config = config;
    }

    @Incoming("batch-received")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Flow.Subscriber<Message<String>> batches() {
        return new BoundedIntake<>(Topics.BATCH_RECEIVED, BatchReceived.class, config.batchesInFlight(), this::add);
    }

    private void add(BatchReceived batch, Delivery delivery) {
        var account = batch.accountId().value();
        var size = batch.size() > config.bigBatchThreshold().asLongValue() ? TaskSize.BIG : TaskSize.SMALL;
        queue.add(new Task<>(account, account + "/" + size, size, new BatchWork(new PendingBatch(batch), delivery)));
    }
}
