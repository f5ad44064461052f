package io.sluice.batch.removal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.batch.parts.Client;
import io.sluice.batch.parts.Client.Allocated;
import io.sluice.batch.parts.DataService;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.event.Outcome;
import io.sluice.fixtures.TestAccount;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// What is removed, and what stays. Files are kept for 24 h after the outcome; a search begins every 500 ms
/// in these tests.
@QuarkusTest
class RemovalIT {
    @Inject
    S3Client objects;

    @Inject
    Pool pool;

    @ConfigProperty(name = "sluice.objects.bucket")
    String bucket;

    @Test
    void removesFileADayAfterTheOutcome() {
        var client = Client.ofFreshAccount();
        var old = stored(client);
        var young = stored(client);
        var unfinished = stored(client);

        finish(client, old, Duration.ofHours(24));
        finish(client, young, Duration.ofHours(23));

        await().atMost(Client.TIMEOUT).until(() -> !isStored(client, old));
        assertThat(isStored(client, young)).isTrue();
        assertThat(isStored(client, unfinished)).isTrue();
        assertThat(client.code(old.uuid())).isEqualTo("success");
        assertThat(client.status(old.uuid()).jsonPath().getInt("summaryStats.totalCount"))
                .isEqualTo(3);
    }

    @Test
    void removesAllButTheIdsOfAnErasedAccount() {
        var client = Client.ofFreshAccount();
        var stored = stored(client);
        var waiting = client.allocated(Client.file(10));
        var neighbour = Client.ofFreshAccount();
        var others = stored(neighbour);

        erase(client);

        await().atMost(Client.TIMEOUT)
                .untilAsserted(() -> assertThat(rows(client)).isZero());
        assertThat(isStored(client, stored)).isFalse();
        assertThat(isStored(neighbour, others)).isTrue();
        assertThat(neighbour.code(others.uuid())).isEqualTo("fileprocessing");
        assertThat(neighbour.allocate(stored.uuid(), Client.file(10)).statusCode())
                .isEqualTo(409);
        assertThat(neighbour.allocate(waiting.uuid(), waiting.file()).statusCode())
                .isEqualTo(409);
        assertThat(neighbour.status(waiting.uuid()).statusCode()).isEqualTo(404);
        assertThat(Client.upload(waiting).statusCode()).isEqualTo(401);
    }

    /// An instance that did not know of the erasure yet stored it, and died.
    @Test
    void removesFileThatIsStoredAfterTheErasure() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(10));
        pool.preparedQuery("insert into begun_upload (ref, object_key, begun_at) values ($1, $2, now())")
                .execute(Tuple.of(batch.uuid(), key(client, batch)))
                .await()
                .atMost(Client.TIMEOUT);
        erase(client);
        await().atMost(Client.TIMEOUT)
                .untilAsserted(() -> assertThat(rows(client)).isZero());

        objects.putObject(
                request -> request.bucket(bucket).key(key(client, batch)), RequestBody.fromBytes(batch.file()));

        await().atMost(Client.TIMEOUT).until(() -> !isStored(client, batch));
    }

    private static Allocated stored(Client client) {
        var batch = client.allocated(Client.file(10));
        assertThat(Client.upload(batch).statusCode()).isEqualTo(200);
        return batch;
    }

    private static void finish(Client client, Allocated batch, Duration ago) {
        DataService.send(DataService.finished(
                client,
                batch,
                Outcome.SUCCESS,
                0,
                Optional.empty(),
                Instant.now().minus(ago)));
        await().atMost(Client.TIMEOUT).until(() -> client.code(batch.uuid()).equals("success"));
    }

    private static void erase(Client client) {
        Client.BROKER.send(
                TestAccount.after(client.facts()).state(AccountState.ERASED).facts());
    }

    private long rows(Client client) {
        return pool.preparedQuery("""
                        select (select count(*) from batch where accuid = $1) + (select count(*) from traffic where accuid = $1)
                        """)
                .execute(Tuple.of(client.account().value()))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(Client.TIMEOUT);
    }

    private boolean isStored(Client client, Allocated batch) {
        try {
            objects.headObject(request -> request.bucket(bucket).key(key(client, batch)));
            return true;
        } catch (NoSuchKeyException absent) {
            return false;
        }
    }

    private static String key(Client client, Allocated batch) {
        return "batches/%s/%s.gz".formatted(client.account(), batch.uuid());
    }
}
