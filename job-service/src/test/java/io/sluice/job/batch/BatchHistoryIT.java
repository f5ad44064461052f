package io.sluice.job.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.Topics;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import io.sluice.job.parts.Api;
import io.sluice.job.parts.TestBatch;
import io.sluice.job.parts.TestJob;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Batches appear beside files, whatever the order of their events.
@QuarkusTest
class BatchHistoryIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();

    private static final Instant RECEIVED = Instant.ofEpochSecond(1_621_563_084);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String ENDED = """
            {"job_id":"%s","process_time":1621563094,"status":"failed",\
            "error_msg":"Invalid data type in column [price] at line 18; 3 of 1,204 records refused",\
            "rows":1204,"rows_accepted":1201,"error_count":3,"received_at":1621563084,"origin":"batch",\
            "batch_ref":"%s","sources":[\
            {"source_type":"batch_guest","source_name":"Guest","schema_version":2,"rows_accepted":1000},\
            {"source_type":"batch_order","source_name":"Order then","schema_version":1,"rows_accepted":201}]}""";

    @Inject
    BatchEventStore store;

    @Test
    void answersABatchAsAJobWithoutADate() {
        var account = accountWithBatches();
        var batch = TestBatch.of(account, RECEIVED);

        BROKER.send(batch.received());
        var received = Api.awaitAnswer(account, "jobs/" + batch.id(), "\"processing\"");
        BROKER.send(batch.progressed(1, 700, 3));
        Api.awaitAnswer(account, "jobs/" + batch.id(), "\"rows\":700,");
        BROKER.send(batch.failed());
        var ended = Api.awaitAnswer(account, "jobs/" + batch.id(), "\"failed\"");

        assertThat(received).isEqualTo("""
                {"job_id":"%s","process_time":1621563084,"status":"processing","rows":0,"error_count":0,\
                "received_at":1621563084,"origin":"batch","batch_ref":"%s"}""".formatted(batch.id(), batch.ref()));
        assertThat(ended).isEqualTo(ENDED.formatted(batch.id(), batch.ref()));
    }

    /// r: received, p: progress, f: finished
    @ParameterizedTest
    @ValueSource(strings = {"rpf", "rfp", "prf", "pfr", "frp", "fpr", "f", "ffrrpp", "rprpfrpf"})
    void answersTheSameInEveryOrderOfEvents(String order) {
        var account = accountWithBatches();
        var batch = TestBatch.of(account, RECEIVED);

        for (int i = 0; i < order.length(); i++) {
            var event = order.charAt(i);
            record(() -> switch (event) {
                case 'r' -> store.received(batch.received());
                case 'p' -> store.progressed(batch.progressed(1, 700, 3));
                default -> store.finished(batch.failed());
            });
        }

        assertThat(Api.get(account, "jobs/" + batch.id()).asString())
                .isEqualTo(ENDED.formatted(batch.id(), batch.ref()));
    }

    @Test
    void keepsTheFirstEnd() {
        var account = accountWithBatches();
        var batch = TestBatch.of(account, RECEIVED);

        record(() -> store.finished(batch.succeeded(5, 0)));
        record(() -> store.finished(batch.failed()));

        var job = Api.get(account, "jobs/" + batch.id()).jsonPath();
        assertThat(job.getString("status")).isEqualTo("success");
        assertThat(job.getList("sources.rows_accepted")).isEqualTo(List.of(5, 0));
    }

    /// Each as attempt, records and seconds on the clock of its process, in the order in which they come.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            an older event comes late      | 1,900,9 1,100,1 | 900
            the clock went back            | 1,100,9 1,900,1 | 900
            a later attempt, a slow clock  | 1,900,9 2,100,1 | 100
            an earlier attempt, late       | 2,100,1 1,900,9 | 100
            """)
    void ordersProgressByAttemptAndRecords(String what, String events, int rows) {
        var account = accountWithBatches();
        var batch = TestBatch.of(account, RECEIVED);

        for (var event : events.split(" ", -1)) {
            var numbers = event.split(",", -1);
            record(() -> store.progressed(batch.progressed(
                    Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Integer.parseInt(numbers[2]))));
        }

        assertThat(Api.get(account, "jobs/" + batch.id()).jsonPath().getInt("rows"))
                .as(what)
                .isEqualTo(rows);
    }

    @Test
    void listsFilesAndBatchesTogetherNewestFirst() {
        var account = accountWithBatches();
        var oldest = batch(account, 0);
        var file = file(account, 10);
        var batch = batch(account, 20);
        var newest = file(account, 30);

        var first = Api.get(account, "jobs?limit=3").jsonPath();
        var second = Api.get(account, "jobs?limit=3&cursor=" + first.getString("next"))
                .jsonPath();

        assertThat(first.getList("jobs.job_id")).isEqualTo(List.of(newest, batch, file));
        assertThat(first.getList("jobs.origin")).isEqualTo(List.of("file", "batch", "file"));
        assertThat(second.getList("jobs.job_id")).isEqualTo(List.of(oldest));
        assertThat(second.getString("next")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            origin=file               | file
            origin=batch              | batch,running
            source_type=order         | file
            source_type=batch_order   | batch
            status=processing         | running
            status=success            | batch,file
            since=1621563104          | running,batch
            origin=batch&status=failed | none
            """)
    void filtersJobs(String query, String expected) {
        var account = accountWithBatches();
        var file = file(account, 10);
        var batch = batch(account, 20);
        var running = TestBatch.of(account, RECEIVED.plusSeconds(40));
        record(() -> store.received(running.received()));

        var found = Api.get(account, "jobs?" + query).jsonPath().<String>getList("jobs.job_id");

        var names = Map.of(file, "file", batch, "batch", running.id().value(), "running");
        assertThat(found.stream().map(names::get))
                .containsExactlyInAnyOrderElementsOf(
                        expected.equals("none") ? List.of() : List.of(expected.split(",", -1)));
    }

    @Test
    void listsTheBatchesOfASource() {
        var account = accountWithBatches();
        file(account, 10);
        var batch = batch(account, 20);

        assertThat(Api.get(account, "sources/batch_guest/jobs").jsonPath().getList("jobs.job_id"))
                .isEqualTo(List.of(batch));
        assertThat(Api.get(account, "sources/order/jobs").jsonPath().getList("jobs.origin"))
                .isEqualTo(List.of("file"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            origin=sftp         | 400 | origin is "sftp", expected file or batch.
            status=waiting      | 400 | status is "waiting", expected processing, success or failed: a waiting file has no job yet, files?state=waiting lists it.
            since=yesterday     | 400 | since is "yesterday", expected epoch seconds, e.g. 1621563094.
            limit=201           | 400 | limit is "201", expected a number from 1 to 200.
            cursor=x            | 400 | cursor is "x", expected the next of a previous page.
            date=20200125       | 400 | There is no query parameter "date" here, expected cursor, limit, origin, since, source_type, status.
            source_type=Orders  | 400 | source_type is "Orders", expected a source type like order.
            """)
    void refusesAValueNamingItsParameter(String query, int status, String detail) {
        var answer = Api.get(accountWithBatches(), "jobs?" + query);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo(detail);
    }

    @Test
    void doesNotShowABatchToAnotherAccount() {
        var batch = batch(accountWithBatches(), 0);
        var other = accountWithBatches();

        assertThat(Api.get(other, "jobs/" + batch).statusCode()).isEqualTo(404);
        assertThat(Api.get(other, "jobs").jsonPath().getList("jobs")).isEmpty();
    }

    @Test
    void saysWhereTheErrorsOfABatchAre() {
        var account = accountWithBatches();
        var batch = TestBatch.of(account, RECEIVED);
        record(() -> store.finished(batch.failed()));

        var answer = Api.get(account, "jobs/%s/errors".formatted(batch.id()));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo(
                        "Job %s is batch %s. Its refused records are in the log of the batch: GET /v2/batches/%s names it as status.log."
                                .formatted(batch.id(), batch.ref(), batch.ref()));
    }

    @Test
    void replaysNoBatch() {
        var account = accountWithBatches();
        var batch = TestBatch.of(account, RECEIVED);
        record(() -> store.finished(batch.failed()));

        var answer = RestAssured.given()
                .auth()
                .oauth2(Tokens.tenant(account))
                .post("/v1/%s/jobs/%s/replay".formatted(account, batch.id()));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("Job %s is batch %s, and only files can be replayed. Send the records again as a new batch."
                        .formatted(batch.id(), batch.ref()));
    }

    @ParameterizedTest
    @ValueSource(strings = {Topics.BATCH_RECEIVED, Topics.BATCH_PROGRESS, Topics.BATCH_FINISHED})
    void movesUnreadableEventsToTheDeadLettersAndContinues(String topic) {
        var account = accountWithBatches();
        var batch = TestBatch.of(account, RECEIVED);
        var poison = "{\"batch_ref\": \"none of %s\"}".formatted(account);

        BROKER.send(topic, account.value(), poison);
        BROKER.send(batch.received());
        BROKER.send(batch.progressed(1, 700, 3));
        BROKER.send(batch.failed());

        Api.awaitStatus(account, batch.id(), "failed");
        await().atMost(TIMEOUT)
                .untilAsserted(() ->
                        assertThat(BROKER.values(Topics.deadLetters(topic))).contains(poison));
    }

    private static AccountId accountWithBatches() {
        var facts = TestAccount.fresh()
                .sources(
                        Source.ofDays(new SourceType("order"), "Order", false),
                        new Source(
                                new SourceType("batch_guest"),
                                "Guest",
                                false,
                                SourceKind.ENTITIES,
                                Optional.of(new BatchSchema("guest"))),
                        new Source(
                                new SourceType("batch_order"),
                                "Order then",
                                true,
                                SourceKind.ENTITIES,
                                Optional.of(new BatchSchema("order"))))
                .facts();
        Api.makeKnown(facts);
        return facts.accountId();
    }

    private String batch(AccountId account, int secondsLater) {
        var batch = TestBatch.of(account, RECEIVED.plusSeconds(secondsLater));
        record(() -> store.finished(batch.succeeded(5, 3)));
        return batch.id().value();
    }

    private static String file(AccountId account, int secondsLater) {
        var job = TestJob.of(account, "order", "20200125", RECEIVED.plusSeconds(secondsLater));
        BROKER.send(job.succeeded(5));
        Api.awaitStatus(account, job.id(), "success");
        return job.id().value();
    }

    private static void record(Supplier<Uni<Void>> recording) {
        recording.get().await().atMost(TIMEOUT);
    }
}
