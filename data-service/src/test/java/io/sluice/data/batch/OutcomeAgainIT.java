package io.sluice.data.batch;

import static io.sluice.data.parts.TestBatch.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.Topics;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.TestBatch;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/// A batch that is announced again has its outcome: batch-service may have missed it.
@QuarkusTest
class OutcomeAgainIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final BrokerClient BROKER = BrokerClient.ofApplication();

    @Inject
    ImportBatch importBatch;

    @Inject
    DataSource database;

    @Inject
    S3Client objects;

    @Test
    void publishesAnOldOutcomeAgain() {
        var batch = new TestBatch(objects, TestAccount.freshId())
                .ofLines(line("guest", "create", "{\"id\":\"1\",\"name\":\"A\"}"));
        assertThat(attempt(batch)).isInstanceOf(ImportResult.Finished.class);
        await().atMost(TIMEOUT).until(() -> isPublished(batch));

        assertThat(attempt(batch)).isEqualTo(new ImportResult.FinishedBefore());

        // It was delivered again soon after its outcome, as it is when the process is killed.
        assertThat(isPublished(batch)).isTrue();
        var before = published(batch).size();
        rows(
                "update batch_outcome set finished_at = now() - interval '2 hours' where batch_ref = '%s' returning 1",
                batch);

        assertThat(attempt(batch)).isEqualTo(new ImportResult.FinishedBefore());

        var events = await().atMost(TIMEOUT).until(() -> published(batch), published -> published.size() > before);
        assertThat(events.stream().distinct()).hasSize(1);
    }

    private ImportResult attempt(BatchReceived batch) {
        return importBatch.attempt(new PendingBatch(batch));
    }

    private static List<BatchFinished> published(BatchReceived batch) {
        return BROKER.events(Topics.BATCH_FINISHED, BatchFinished.class).stream()
                .filter(event -> event.batchRef().equals(batch.batchRef()))
                .toList();
    }

    private boolean isPublished(BatchReceived batch) {
        return rows("select published from batch_outcome where batch_ref = '%s'", batch)
                .equals(List.of(List.of("t")));
    }

    private List<List<String>> rows(String statement, BatchReceived batch) {
        return new EntityTable(database).rows(statement.formatted(batch.batchRef()));
    }
}
