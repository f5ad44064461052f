package io.sluice.batch.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.batch.parts.Client;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the alerts about batches look at. Batches of other tests may wait, too: these are older.
@QuarkusTest
class WaitingBatchesIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration HOURS = Duration.ofHours(5);
    private static final Duration MANY_HOURS = Duration.ofHours(8);

    @Inject
    Pool pool;

    @Inject
    MeterRegistry metrics;

    @Inject
    WaitingBatchesMetrics waiting;

    private String ref;

    @BeforeEach
    void storeABatch() {
        var batch = Client.ofFreshAccount().allocated(Client.file(10));
        Client.upload(batch);
        ref = batch.uuid();
    }

    @AfterEach
    void endIt() {
        execute("update batch set announced = true, received_at = now() where ref = '%s'".formatted(ref));
        waiting.look().await().atMost(TIMEOUT);
    }

    @Test
    void showsHowLongTheOldestBatchWaitsForItsOutcome() {
        execute("update batch set received_at = now() - interval '5 hours', announced = true where ref = '%s'"
                .formatted(ref));

        waiting.look().await().atMost(TIMEOUT);

        assertThat(seconds("sluice.batch.unfinished.age"))
                .isBetween((double) HOURS.toSeconds(), (double) MANY_HOURS.toSeconds());
        assertThat(seconds("sluice.batch.unannounced.age")).isLessThan((double) HOURS.toSeconds());
    }

    /// Whoever holds the lock keeps the service from announcing it.
    @Test
    void showsHowLongTheOldestBatchIsNotAnnounced() {
        pool.withTransaction(connection -> connection
                        .query("select pg_advisory_xact_lock(hashtext('batches'))")
                        .execute()
                        .chain(() -> pool.query(
                                        "update batch set received_at = now() - interval '5 hours', announced = false where ref = '%s'"
                                                .formatted(ref))
                                .execute())
                        .chain(waiting::look)
                        .invoke(() -> assertThat(seconds("sluice.batch.unannounced.age"))
                                .isBetween((double) HOURS.toSeconds(), (double) MANY_HOURS.toSeconds())))
                .await()
                .atMost(TIMEOUT);
    }

    private double seconds(String metric) {
        return metrics.get(metric).gauge().value();
    }

    private void execute(String statement) {
        pool.query(statement).execute().await().atMost(TIMEOUT);
    }
}
