package io.sluice.batch.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.batch.parts.Client;
import io.sluice.batch.state.BatchQuery;
import io.sluice.batch.state.BatchState;
import io.sluice.contracts.account.AccountId;
import io.sluice.fixtures.Unused;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Lists that take long: those of an account with millions of batches, and those of many batches.
@QuarkusTest
class SlowListIT {
    private static final String LARGE = "/v2/batches?limit=1000";
    /// Of a reader that is not asked before its document is made.
    private static final HttpServerRequest UNUSED = Unused.of(HttpServerRequest.class);

    @Inject
    Pool pool;

    @Inject
    FairLists lists;

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

    /// Else many connections that read nothing fill the memory with a page each. A document that is not made
    /// yet stands for one that its reader does not take: both keep their place.
    @Test
    void givesAnAccountTwoLargePagesAtOnce() throws Exception {
        var client = Client.ofFreshAccount();
        makeBatches(client.account(), 1_000);
        var begun = new CountDownLatch(2);
        var taken = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pages = List.of(
                    threads.submit(() -> holdPage(client, begun, taken)),
                    threads.submit(() -> holdPage(client, begun, taken)));
            try {
                assertThat(begun.await(Client.TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();

                var refused = largeList(client);

                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.header("Retry-After")).isEqualTo("5");
                assertThat(refused.jsonPath().getString("message"))
                        .isEqualTo(
                                "Account %s already has 2 large lists going on, which is the limit. Try again in 5 s."
                                        .formatted(client.account()));
                assertThat(inspected(client).statusCode()).isEqualTo(429);
                assertThat(list(client).statusCode()).isEqualTo(200);
                assertThat(largeList(Client.ofFreshAccount()).statusCode()).isEqualTo(200);
            } finally {
                taken.countDown();
            }
            for (var page : pages) {
                assertThat(page.get()).isEqualTo(1_000);
            }
        }
        for (int i = 0; i < 3; i++) {
            assertThat(largeList(client).jsonPath().getList("items")).hasSize(1_000);
            assertThat(client.request().head(LARGE).statusCode()).isEqualTo(200);
        }
    }

    /// The length of a page that has its place until `taken`.
    private int holdPage(Client client, CountDownLatch begun, CountDownLatch taken) {
        var length = new AtomicInteger();
        var query = new BatchQuery(
                client.account(),
                EnumSet.allOf(BatchState.class),
                Instant.now().minus(Duration.ofDays(1)),
                Optional.empty(),
                0,
                1_000);
        try {
            lists.answer(query, UNUSED, page -> {
                begun.countDown();
                await().atMost(Client.TIMEOUT).until(() -> taken.getCount() == 0);
                length.set(page.batches().size());
                throw new IllegalStateException("it was taken");
            });
        } catch (IllegalStateException ended) {
            assertThat(ended).hasMessage("it was taken");
        }
        return length.get();
    }

    private void makeBatches(AccountId account, int count) {
        pool.preparedQuery("""
            insert into batch (ref, accuid, checksum, size, object_key, state, upload_expires_at, created_at, modified_at)
            select gen_random_uuid()::text, $1, '40d9a12f0a3c93c8ed66a3b6f3735790', 1, 'none', 'allocated', now(), now(), now()
            from generate_series(1, $2)
            """)
                .execute(Tuple.of(account.value(), count))
                .await()
                .atMost(Client.TIMEOUT);
    }

    private static Response largeList(Client client) {
        return client.request().get(LARGE);
    }

    private static Response inspected(Client client) {
        return client.request().get("/v2/batches/inspect?limit=1000");
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
