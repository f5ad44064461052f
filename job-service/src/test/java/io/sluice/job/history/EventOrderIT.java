package io.sluice.job.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.event.Topics;
import io.sluice.fixtures.BrokerClient;
import io.sluice.job.parts.Api;
import io.sluice.job.parts.TestJob;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Events of different topics come in any order, and each may be repeated.
@QuarkusTest
class EventOrderIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();

    private static final Instant CLAIM = Instant.ofEpochSecond(1_621_563_084);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Inject
    JobEventStore store;

    @Test
    void doesNotReopenAFinishedJobForALateClaim() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);

        store.finished(job.succeeded(5)).await().atMost(TIMEOUT);
        store.claimed(job.claimed()).await().atMost(TIMEOUT);

        assertThat(Api.get(account, "jobs/" + job.id()).asString())
                .contains("\"process_time\":1621563094,\"status\":\"success\"")
                .contains("\"received_at\":1621563024");
    }

    @Test
    void ignoresProgressAfterTheEnd() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);

        store.finished(job.succeeded(5)).await().atMost(TIMEOUT);
        store.progressed(job.progressed(3, 60)).await().atMost(TIMEOUT);

        assertThat(Api.get(account, "jobs/" + job.id()).asString())
                .contains("\"status\":\"success\"")
                .contains("\"rows\":5,");
    }

    @Test
    void ignoresOlderProgress() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);

        store.progressed(job.progressed(900, 9)).await().atMost(TIMEOUT);
        store.progressed(job.progressed(100, 1)).await().atMost(TIMEOUT);

        assertThat(Api.get(account, "jobs/" + job.id()).asString()).contains("\"rows\":900,");
    }

    @Test
    void replacesProgressOfAClockThatWasAhead() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", Instant.now());

        store.progressed(job.progressed(100, 86_400)).await().atMost(TIMEOUT);
        store.progressed(job.progressed(900, 1)).await().atMost(TIMEOUT);

        assertThat(Api.get(account, "jobs/" + job.id()).asString()).contains("\"rows\":900,");
    }

    @Test
    void showsFewerRowsWhenAValidatorStartsAgain() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);

        store.progressed(job.progressed(900, 9)).await().atMost(TIMEOUT);
        store.progressed(job.progressed(100, 20)).await().atMost(TIMEOUT);

        assertThat(Api.get(account, "jobs/" + job.id()).asString()).contains("\"rows\":100,");
    }

    @Test
    void answersAJobBeforeItsClaimEvent() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);

        store.progressed(job.progressed(7, 3)).await().atMost(TIMEOUT);

        assertThat(Api.get(account, "sources/order/job?date=20200125").asString())
                .isEqualTo("""
                {"source_type":"order","source_name":"Order","file_name":"20200125_order.csv","job_id":"%s",\
                "process_time":1621563087,"status":"processing","data_date":"20200125","rows":7,"error_count":1,\
                "attempt":1,"origin":"file"}""".formatted(job.id()));
    }

    @Test
    void keepsTheFirstEnd() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);

        store.finished(job.failed("File is empty; 1 error in 0 rows")).await().atMost(TIMEOUT);
        store.finished(job.succeeded(5)).await().atMost(TIMEOUT);

        assertThat(Api.get(account, "jobs/" + job.id()).asString()).contains("\"status\":\"failed\"");
    }

    @Test
    void recordsRepeatedEventsOnce() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);
        var next = TestJob.of(account, "order", "20200125", CLAIM.plusSeconds(50));

        for (int time = 0; time < 3; time++) {
            BROKER.send(job.claimed());
            BROKER.send(job.failed("File is empty; 1 error in 0 rows"));
        }
        BROKER.send(next.succeeded(5));

        Api.awaitStatus(account, next.id(), "success");
        assertThat(Api.get(account, "sources/order/jobs").asString())
                .containsOnlyOnce(job.id().value());
        assertThat(Api.get(account, "jobs/" + next.id()).asString()).contains("\"attempt\":2");
    }

    @Test
    void movesUnreadableEventsToTheDeadLettersAndContinues() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);
        var poison = "{\"job\": \"no claim of " + account + "\"}";

        BROKER.send(Topics.UPLOAD_CLAIMED, job.ref().key(), poison);
        BROKER.send(job.claimed());

        Api.awaitStatus(account, job.id(), "processing");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(BROKER.values(Topics.deadLetters(Topics.UPLOAD_CLAIMED)))
                        .contains(poison));
    }
}
