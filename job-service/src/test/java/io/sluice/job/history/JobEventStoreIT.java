package io.sluice.job.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.devstack.parts.EmbeddedPostgres;
import io.sluice.job.parts.TestJob;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class JobEventStoreIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    @Test
    void retriesWhileTheDatabaseIsUnavailable() {
        var vertx = Vertx.vertx();
        try (var postgres = EmbeddedPostgres.temporary().start()) {
            postgres.createDatabase("jobs");
            Flyway.configure()
                    .dataSource(postgres.jdbcUrl("jobs"), EmbeddedPostgres.USER, "")
                    .load()
                    .migrate();
            var pool = pool(postgres, vertx);
            var job = TestJob.of(new AccountId("acme"), "order", "20200125", Instant.now());
            postgres.stop();

            var recorded = new JobEventStore(pool).claimed(job.claimed()).subscribeAsCompletionStage();
            assertThat(recorded).isNotDone();
            postgres.start();

            assertThat(recorded).succeedsWithin(TIMEOUT);
            assertThat(count(pool)).isEqualTo(1);
        } finally {
            vertx.closeAndAwait();
        }
    }

    private static Pool pool(EmbeddedPostgres postgres, Vertx vertx) {
        return PgBuilder.pool()
                .connectingTo(
                        PgConnectOptions.fromUri(postgres.reactiveUrl("jobs")).setUser(EmbeddedPostgres.USER))
                .using(vertx)
                .build();
    }

    private static long count(Pool pool) {
        return pool.query("select count(*) from job")
                .execute()
                .await()
                .atMost(TIMEOUT)
                .iterator()
                .next()
                .getLong(0);
    }
}
