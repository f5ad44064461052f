package io.sluice.events.delivery;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.events.RetryPolicy;
import io.sluice.events.log.Log;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Acknowledges a Kafka record, or lets the channel's failure strategy send it to the dead letters.
final class RecordDelivery implements Delivery {
    private static final Log LOG = Log.of(RecordDelivery.class);
    private static final RetryPolicy RETRIES = new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(10));

    private final Message<String> message;
    private final Runnable settled;

    /// @param settled runs once the record is acknowledged or in the dead letters
    RecordDelivery(Message<String> message, Runnable settled) {
        this.message = message;
        this.settled = settled;
    }

    @Override
    public void acknowledge() {
        settle("acknowledged", message::ack);
    }

    @Override
    public void deadLetter(String reason) {
        settle("dead-lettered", () -> message.nack(new PermanentFailureException(reason)));
    }

    private void settle(String how, Supplier<CompletionStage<Void>> settling) {
        Uni.createFrom()
                .completionStage(settling)
                .onFailure()
                .invoke(failure ->
                        LOG.warn("event cannot be settled, it is retried", field("how", how), cause(failure)))
                .onFailure()
                .retry()
                .withBackOff(RETRIES.firstDelay(), RETRIES.longestDelay())
                .indefinitely()
                .subscribe()
                .with(
                        done -> settled.run(),
                        failure -> LOG.error(
                                failure, "event is not settled, it will be delivered again", field("how", how)));
    }
}
