package io.sluice.batch.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.batch.parts.Client.Allocated;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchProgressed;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.json.SluiceJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Publishes events as data-service does.
public final class DataService {
    /// The receipt of each file, as data-service read it.
    public static final Instant RECEIVED = Instant.parse("2026-11-29T12:00:00.250Z");

    private DataService() {}

    /// The outcome of a batch of three records, two seconds after its receipt.
    public static BatchFinished finished(
            Client client, Allocated batch, Outcome outcome, long failed, Optional<String> log) {
        return finished(client, batch, outcome, failed, log, RECEIVED.plusSeconds(2));
    }

    /// The outcome of a batch of three records at that moment.
    public static BatchFinished finished(
            Client client, Allocated batch, Outcome outcome, long failed, Optional<String> log, Instant finishedAt) {
        var ref = new BatchRef(batch.uuid());
        return new BatchFinished(
                ref,
                client.account(),
                JobId.ofBatch(ref, RECEIVED),
                outcome,
                3,
                3 - failed,
                failed,
                List.of(),
                List.of(),
                log,
                10,
                RECEIVED,
                RECEIVED.plusSeconds(1),
                finishedAt);
    }

    public static void send(BatchFinished finished) {
        send(Topics.BATCH_FINISHED, finished.accountId().value(), finished);
    }

    public static void send(BatchProgressed progressed) {
        send(Topics.BATCH_PROGRESS, progressed.accountId().value(), progressed);
    }

    private static void send(String topic, String key, Object event) {
        try {
            Client.BROKER.send(topic, key, SluiceJson.mapper().writeValueAsString(event));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
