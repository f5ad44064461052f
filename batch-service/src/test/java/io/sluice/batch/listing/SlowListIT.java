package io.sluice.batch.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.batch.parts.Client;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Lists that take long: those of an account with millions of batches.
@QuarkusTest
class SlowListIT {
    @Inject
    Pool pool;

    /// A lock stands for the millions of batches.
    @Test
    void endsListsThatTakeTooLongAndLetsAnAccountHaveTwo() throws Exception {
        var client = Client.ofFreshAccount();
        var connection = pool.getConnection().await().atMost(Client.TIMEOUT);
        var transaction = connection.begin().await().atMost(Client.TIMEOUT);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            connection
                    .query("lock table batch in access exclusive mode")
                    .execute()
                    .await()
                    .atMost(Client.TIMEOUT);
            var first = CompletableFuture.supplyAsync(() -> list(client), threads);
            var second = CompletableFuture.supplyAsync(() -> list(client), threads);
            await().pollInterval(Duration.ofMillis(20)).atMost(Client.TIMEOUT).until(() -> waiting() >= 2);

            var third = list(client);

            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.header("Retry-After")).isEqualTo("5");
            for (var slow : List.of(first.get(), second.get())) {
                assertThat(slow.statusCode()).isEqualTo(400);
                assertThat(slow.jsonPath().getString("message"))
                        .isEqualTo(
                                "The list takes too long. Ask for a shorter time with createdAfter and createdBefore, and for a smaller offset.");
            }
        } finally {
            transaction.rollback().await().atMost(Client.TIMEOUT);
            connection.close().await().atMost(Client.TIMEOUT);
        }
        assertThat(list(client).statusCode()).isEqualTo(200);
    }

    /// Else a statement whose caller has given up holds a connection of the database for as long as it takes.
    @Test
    void everyStatementHasAnEnd() {
        assertThat(pool.query("show statement_timeout")
                        .execute()
                        .map(rows -> rows.iterator().next().getString(0))
                        .await()
                        .atMost(Client.TIMEOUT))
                .isEqualTo("20s");
    }

    /// Lists that wait for the lock.
    private long waiting() {
        return pool.query(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like 'select count(*) as total%'")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(Client.TIMEOUT);
    }

    private static Response list(Client client) {
        return client.request().get("/v2/batches");
    }
}
