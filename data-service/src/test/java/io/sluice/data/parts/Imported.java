package io.sluice.data.parts;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.fixtures.BrokerClient;
import java.time.Duration;
import java.util.Optional;

/// Announces batches as batch-service does.
public final class Imported {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Imported() {}

    /// Announces the batch and waits for its outcome.
    public static BatchFinished of(BatchReceived batch) {
        send(batch);
        return await().atMost(TIMEOUT)
                .until(
                        () -> BROKER.events(Topics.BATCH_FINISHED, BatchFinished.class).stream()
                                .filter(event -> event.batchRef().equals(batch.batchRef()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    public static void send(BatchReceived batch) {
        try {
            BROKER.send(
                    Topics.BATCH_RECEIVED,
                    batch.accountId().value(),
                    SluiceJson.mapper().writeValueAsString(batch));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
