package io.sluice.batch.allocation;

import static io.sluice.batch.allocation.AllocateIT.BODY;
import static io.sluice.batch.allocation.AllocateIT.MD5;
import static io.sluice.batch.allocation.AllocateIT.assertProblem;
import static io.sluice.batch.allocation.AllocateIT.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.batch.parts.Client;
import io.sluice.batch.parts.Midday;
import io.sluice.batch.state.AccountDay;
import io.sluice.contracts.event.BatchTrafficMeasured;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.event.UsageMeasured.Meter;
import io.sluice.fixtures.TestAccount;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// How much an account may send in a day, and have waiting or in work.
@QuarkusTest
class AllocationLimitsIT {
    @Inject
    Pool pool;

    private final String uuid = UUID.randomUUID().toString();

    @Test
    void refusesWhatDoesNotFitIntoTheDay() {
        var midday = Midday.now();
        var client = Client.of(TestAccount.fresh().limits(1_000, 5_000).zone(midday.zone()));
        Client.upload(client.allocated(Client.file(2_000)));
        assertThat(client.allocate(UUID.randomUUID().toString(), body(3_000)).statusCode())
                .isEqualTo(201);

        var before = Instant.now();
        var refused = client.allocate(uuid, body(3_001));

        assertProblem(
                refused,
                429,
                "Daily upload limit exceeded: 5,001 of 5,000 bytes used, 1 too many; upload the file again tomorrow, or ask the platform team for a higher limit.");
        midday.assertAsksToWaitForTheNextDay(refused, before);
    }

    @Test
    void saysThatABatchNeverFitsIntoADay() {
        var midday = Midday.now();
        var client = Client.of(TestAccount.fresh().limits(1_000, 5_000).zone(midday.zone()));
        assertThat(client.allocate(UUID.randomUUID().toString(), body(5_000)).statusCode())
                .isEqualTo(201);

        var before = Instant.now();
        var refused = client.allocate(uuid, body(5_001));

        assertProblem(
                refused,
                429,
                "Daily upload limit exceeded: 5,001 of 5,000 bytes used, 1 too many; the file alone is larger than the limit and never fits, ask the platform team for a higher one, or send the records in smaller batches on several days.");
        midday.assertAsksToWaitForTheNextDay(refused, before);
    }

    /// Their rows stay for ever, so an account may not make them as fast as it can.
    @Test
    void refusesFurtherBatchWhileThousandsWaitForTheirFiles() {
        var client = Client.ofFreshAccount();
        addWaiting(client, 5_000, Instant.now().minusSeconds(1));
        assertThat(client.allocate(UUID.randomUUID().toString(), BODY).statusCode())
                .isEqualTo(201);

        addWaiting(client, 4_999, Instant.now().plusSeconds(3_600));
        var refused = client.allocate(uuid, BODY);

        assertProblem(
                refused,
                429,
                "5000 batches wait for their files, which is the limit. Send these files, or try again when the addresses of others have expired.");
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        assertThat(client.status(uuid).statusCode()).isEqualTo(404);
        assertThat(Client.ofFreshAccount().allocate(uuid, BODY).statusCode()).isEqualTo(201);
    }

    /// data-service takes turns, but sees only some thousands of batches at once.
    @Test
    void refusesFurtherBatchWhileThousandsOfItsAccountAreInWork() {
        var client = Client.ofFreshAccount();
        pool.preparedQuery("""
                        insert into batch (ref, accuid, checksum, size, object_key, state, upload_expires_at, received_at,
                            announced, created_at, modified_at)
                        select gen_random_uuid()::text, $1, $2, 1, 'none', case when n % 2 = 0 then 'stored' else 'processing' end,
                            now(), now(), true, now(), now()
                        from generate_series(1, 2000) n
                        """)
                .execute(Tuple.of(client.account().value(), MD5))
                .await()
                .atMost(Client.TIMEOUT);

        var refused = client.allocate(uuid, BODY);

        assertProblem(
                refused,
                429,
                "2000 batches of the account are being processed, which is the limit. Try again when some of them have ended.");
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        assertThat(Client.ofFreshAccount().allocate(uuid, BODY).statusCode()).isEqualTo(201);
    }

    /// Their rows stay for ever, and small files hardly count for the day's bytes.
    @Test
    void refusesFurtherBatchAfterThousandsInADay() {
        var client = Client.ofFreshAccount();
        addEnded(client, 20_000, "24 hours 1 minute");
        addEnded(client, 19_999, "23 hours");
        assertThat(client.allocate(UUID.randomUUID().toString(), BODY).statusCode())
                .isEqualTo(201);

        var refused = client.allocate(uuid, BODY);

        assertProblem(
                refused,
                429,
                "20000 batches of the account were allocated in the last 24 hours, which is the limit. Put more records into each batch.");
        assertThat(refused.header("Retry-After")).isEqualTo("600");
        assertThat(Client.ofFreshAccount().allocate(uuid, BODY).statusCode()).isEqualTo(201);
    }

    private void addEnded(Client client, int batches, String ago) {
        pool.preparedQuery("""
                        insert into batch (ref, accuid, checksum, size, object_key, state, upload_expires_at, created_at, modified_at)
                        select gen_random_uuid()::text, $1, $2, 1, 'none', 'corrupted', now(), now() - $3::text::interval, now()
                        from generate_series(1, $4)
                        """)
                .execute(Tuple.of(client.account().value(), MD5, ago, batches))
                .await()
                .atMost(Client.TIMEOUT);
    }

    private void addWaiting(Client client, int batches, Instant expiry) {
        pool.preparedQuery("""
                        insert into batch (ref, accuid, checksum, size, object_key, state, upload_expires_at, created_at, modified_at)
                        select gen_random_uuid()::text, $1, $2, 1, 'none', 'allocated', $3, now(), now()
                        from generate_series(1, $4)
                        """)
                .execute(Tuple.of(client.account().value(), MD5, expiry.atOffset(ZoneOffset.UTC), batches))
                .await()
                .atMost(Client.TIMEOUT);
    }

    @Test
    void countsWhatCameOverSftp() {
        var client = Client.of(TestAccount.fresh().limits(1_000, 5_000));

        Client.BROKER.send(overSftp(client, 4_000, Instant.now()));

        await().atMost(Client.TIMEOUT)
                .untilAsserted(
                        () -> assertThat(client.allocate(UUID.randomUUID().toString(), body(1_001))
                                        .statusCode())
                                .isEqualTo(429));
        assertThat(client.allocate(uuid, body(1_000)).statusCode()).isEqualTo(201);
    }

    @Test
    void replacesAMeasurementOfAClockThatWasAhead() {
        var client = Client.of(TestAccount.fresh().limits(1_000, 5_000));
        var now = Instant.now();

        Client.BROKER.send(overSftp(client, 5_000, now.plusSeconds(86_400)));
        await().atMost(Client.TIMEOUT)
                .untilAsserted(
                        () -> assertThat(client.allocate(UUID.randomUUID().toString(), body(1))
                                        .statusCode())
                                .isEqualTo(429));
        Client.BROKER.send(overSftp(client, 0, now));

        await().atMost(Client.TIMEOUT)
                .untilAsserted(() ->
                        assertThat(client.allocate(uuid, body(1)).statusCode()).isEqualTo(201));
    }

    @Test
    void countsBytesOfAClockThatWasAheadForTheDayInWhichTheyAreSeen() {
        var midday = Midday.now();
        var client = Client.of(TestAccount.fresh().limits(1_000, 5_000).zone(midday.zone()));
        Client.upload(client.allocated(Client.file(4_000)));
        pool.preparedQuery("update traffic set resets_at = resets_at + interval '300 days' where accuid = $1")
                .execute(Tuple.of(client.account().value()))
                .await()
                .atMost(Client.TIMEOUT);

        assertThat(client.allocate(uuid, body(1_001)).statusCode()).isEqualTo(429);

        var dayEnds = AccountDay.at(Instant.now(), midday.zone()).endsAt();
        await().atMost(Client.TIMEOUT)
                .untilAsserted(() -> assertThat(
                                Client.BROKER.events(Topics.BATCH_TRAFFIC_MEASURED, BatchTrafficMeasured.class))
                        .contains(new BatchTrafficMeasured(client.account(), 4_000, dayEnds, 2)));
    }

    private static UsageMeasured overSftp(Client client, long bytes, Instant measuredAt) {
        return new UsageMeasured(
                client.account(),
                new Meter(0, 1_000),
                new Meter(bytes, 5_000),
                Optional.empty(),
                Instant.now().plusSeconds(80_000),
                measuredAt);
    }

    /// The measurement of the watcher has what this service told it.
    @Test
    void countsBatchesOnce() {
        var client = Client.of(TestAccount.fresh().limits(1_000, 5_000));
        var tomorrow = Instant.now().plusSeconds(80_000);

        Client.BROKER.send(new UsageMeasured(
                client.account(),
                new Meter(0, 1_000),
                new Meter(4_000, 5_000),
                3_000,
                Optional.empty(),
                tomorrow,
                Instant.now()));

        await().atMost(Client.TIMEOUT)
                .untilAsserted(
                        () -> assertThat(client.allocate(UUID.randomUUID().toString(), body(4_001))
                                        .statusCode())
                                .isEqualTo(429));
        assertThat(client.allocate(uuid, body(4_000)).statusCode()).isEqualTo(201);
    }
}
