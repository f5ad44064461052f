package io.sluice.data.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.data.parts.EntityTable;
import io.sluice.database.outbox.Outbox;
import io.sluice.fixtures.TestAccount;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutcomeStoreIT {
    @Inject
    DataSource database;

    @Inject
    Pool pool;

    /// The new version of a rolling upgrade commits what the old one cannot read.
    @Test
    void leavesAnOutcomeThatItCannotReadToAnotherVersion() throws JsonProcessingException {
        var table = new EntityTable(database);
        var outcome = outcome();
        table.rows("""
            insert into batch_outcome (batch_ref, accuid, event, finished_at)
            values ('%s', '%s', '{"outcome": "of the next version"}', 'epoch') returning 1
            """.formatted(outcome.batchRef(), outcome.accountId()));
        passBy(outcome);

        table.rows("update batch_outcome set event = '%s' where batch_ref = '%s' returning 1"
                .formatted(SluiceJson.mapper().writeValueAsString(outcome), outcome.batchRef()));

        // By the service itself, or by this further process.
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            new Outbox<>(
                            pool,
                            new OutcomeStore(),
                            (key, other) -> Uni.createFrom().voidItem())
                    .publishAll();
            return table.rows("select 1 from batch_outcome where published and batch_ref = '%s'"
                                    .formatted(outcome.batchRef()))
                            .size()
                    == 1;
        });
    }

    /// A restore of a backup publishes outcomes again. Those of erased accounts have no event any more.
    @Test
    void passesByOutcomesOfErasedAccounts() throws JsonProcessingException {
        var table = new EntityTable(database);
        var erased = outcome();
        var outcome = outcome();
        table.rows(
                "insert into batch_outcome (batch_ref, accuid, event, finished_at) values ('%s', null, null, 'epoch') returning 1"
                        .formatted(erased.batchRef()));
        insert(table, outcome);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> table.rows("select 1 from batch_outcome where published and batch_ref = '%s'"
                                        .formatted(outcome.batchRef()))
                                .size()
                        == 1);
    }

    /// A process that cannot read it publishes another outcome. One instance at a time publishes; the service
    /// itself is another one.
    private void passBy(BatchFinished outcome) throws JsonProcessingException {
        var table = new EntityTable(database);
        var published = new ConcurrentHashMap<BatchRef, Boolean>();
        var old = new Outbox<>(pool, new OutcomeStore(), (key, other) -> {
            published.put(other.batchRef(), true);
            return Uni.createFrom().voidItem();
        });
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            insert(table, outcome());
            return old.publishAll() > 0;
        });
        assertThat(published).doesNotContainKey(outcome.batchRef());
    }

    private static void insert(EntityTable table, BatchFinished outcome) throws JsonProcessingException {
        table.rows(
                "insert into batch_outcome (batch_ref, accuid, event, finished_at) values ('%s', '%s', '%s', 'epoch') returning 1"
                        .formatted(
                                outcome.batchRef(),
                                outcome.accountId(),
                                SluiceJson.mapper().writeValueAsString(outcome)));
    }

    private static BatchFinished outcome() {
        var ref = new BatchRef(UUID.randomUUID().toString());
        var now = Instant.now();
        return new BatchFinished(
                ref,
                TestAccount.freshId(),
                JobId.ofBatch(ref, now),
                Outcome.SUCCESS,
                0,
                0,
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                1,
                now,
                now,
                now);
    }
}
