package io.sluice.batch.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.batch.parts.Client;
import io.sluice.batch.parts.DataService;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.Topics;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Batches whose events Kafka has removed before they were handled.
@QuarkusTest
class AnnouncedAgainIT {
    @Inject
    Pool pool;

    @Inject
    UnfinishedBatchSchedule unfinished;

    private Client client;
    private Client.Allocated batch;

    @BeforeEach
    void sendABatch() {
        client = Client.ofFreshAccount();
        batch = client.allocated(Client.file(10));
        Client.upload(batch);
        await().atMost(Client.TIMEOUT).until(() -> count("announced") == 1);
    }

    /// WaitingBatchesIT looks at the oldest one.
    @AfterEach
    void letItBeNew() {
        execute("update batch set received_at = now() where ref = '%s'");
    }

    @Test
    void announcesABatchWithoutAnOutcomeOnceADay() {
        var first = announcements().size();
        receivedTwoDaysAgo();

        announceAgain();
        await().atMost(Client.TIMEOUT).until(() -> announcements().size() > first && count("announced") == 1);
        announceAgain();

        assertThat(announcements().stream().map(BatchReceived::objectKey).distinct())
                .hasSize(1);
        assertThat(count("announced and announced_again_at > now() - interval '1 hour'"))
                .isEqualTo(1);

        var second = announcements().size();
        execute("update batch set announced_again_at = now() - interval '25 hours' where ref = '%s'");
        announceAgain();

        await().atMost(Client.TIMEOUT).until(() -> announcements().size() > second);
    }

    @Test
    void announcesNoBatchThatHasItsOutcome() {
        DataService.send(DataService.finished(client, batch, Outcome.SUCCESS, 0, Optional.empty()));
        await().atMost(Client.TIMEOUT).until(() -> client.code(batch.uuid()).equals("success"));
        receivedTwoDaysAgo();

        announceAgain();

        assertThat(count("announced and announced_again_at is null")).isEqualTo(1);
    }

    private void receivedTwoDaysAgo() {
        execute("update batch set received_at = now() - interval '2 days' where ref = '%s'");
    }

    /// The service does it, too, every minute.
    private void announceAgain() {
        unfinished.announceAgain().await().atMost(Client.TIMEOUT);
    }

    private List<BatchReceived> announcements() {
        return Client.BROKER.events(Topics.BATCH_RECEIVED, BatchReceived.class).stream()
                .filter(event -> event.batchRef().value().equals(batch.uuid()))
                .toList();
    }

    private long count(String condition) {
        return pool.query("select count(*) from batch where ref = '%s' and %s".formatted(batch.uuid(), condition))
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(Client.TIMEOUT);
    }

    private void execute(String statement) {
        pool.query(statement.formatted(batch.uuid())).execute().await().atMost(Client.TIMEOUT);
    }
}
