package io.sluice.validator.claim;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/// Acknowledges a Kafka record, or has the channel's failure strategy write it to the dead letters.
final class RecordDelivery implements Delivery {
    private static final Logger LOG = Logger.getLogger(RecordDelivery.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Message<String> message;
    private final Runnable settled;

    /// @param settled runs when the record is done with, in either way
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
        settle("dead-lettered", () -> message.nack(new HopelessClaimException(reason)));
    }

    private void settle(String how, Supplier<CompletionStage<Void>> settling) {
        Uni.createFrom()
                .completionStage(settling)
                .onFailure()
                .invoke(failure -> LOG.warnf("a claim cannot be %s, trying again: %s", how, failure.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .subscribe()
                .with(
                        done -> settled.run(),
                        failure -> LOG.errorf(failure, "a claim is not %s and will be delivered again", how));
    }
}
