package io.sluice.validator.claim;

import io.sluice.validator.queue.WorkQueue;
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
        return new ClaimSubscriber(
                queue, config.claimsInFlight(), config.bigFileThreshold().asLongValue());
    }
}
