package io.sluice.validator.claim;

import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.events.delivery.BoundedIntake;
import io.sluice.events.delivery.Delivery;
import io.sluice.threads.queue.Task;
import io.sluice.threads.queue.TaskSize;
import io.sluice.threads.queue.WorkQueue;
import io.sluice.validator.job.UploadJob;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Consumes `upload-claimed`. A record is acknowledged after its job's outcome has been published. An offset
/// is committed after all records before it have been acknowledged.
@ApplicationScoped
class ClaimConsumer {
    private final WorkQueue<ClaimedWork> queue;
    private final ValidationConfig config;

    ClaimConsumer(WorkQueue<ClaimedWork> queue, ValidationConfig config) {
        this.queue = queue;
        this.config = config;
    }

    @Incoming("upload-claimed")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Flow.Subscriber<Message<String>> claims() {
        return new BoundedIntake<>(Topics.UPLOAD_CLAIMED, UploadClaimed.class, config.claimsInFlight(), this::add);
    }

    private void add(UploadClaimed claim, Delivery delivery) {
        var size = claim.size() > config.bigFileThreshold().asLongValue() ? TaskSize.BIG : TaskSize.SMALL;
        queue.add(new Task<>(
                claim.job().accountId().value(),
                claim.job().key(),
                size,
                new ClaimedWork(new UploadJob(claim), delivery)));
    }
}
