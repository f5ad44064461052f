package io.sluice.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.event.Topics;
import io.sluice.devstack.parts.TestKafka;
import io.sluice.devstack.parts.TestObjectStore;
import io.sluice.devstack.parts.TestPostgres;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.LoggedLines;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.ManagementPort;
import io.sluice.job.parts.Api;
import io.sluice.job.parts.TestJob;
import io.sluice.job.parts.WatcherStub;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.ReportStore;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The database, the broker or the object store hangs, as a halted process does: connections stay open and
/// nothing answers.
@QuarkusTest
class OutageIT {
    private static final Duration SAFE = Duration.ofSeconds(60);
    /// Far below the half minute that a client waits.
    private static final Duration SECONDS = Duration.ofSeconds(15);

    /// Of error reports at the same time; beyond, the answer is 429.
    private static final int READS_OF_AN_ACCOUNT = 8;

    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final String PATH = "sources/order/job?date=20200125";

    WatcherStub watcher = new WatcherStub();

    @Inject
    ReportStore reports;

    @Inject
    Pool pool;

    @Inject
    KafkaClientService consumers;

    @Test
    void answers503WithinSecondsWhileTheDatabaseHangs() {
        var account = Api.knownAccount();
        awaitStatus("/q/health", 200);

        try (var logged = new LoggedLines()) {
            TestPostgres.halt();
            try {
                // More requests than the pool has connections.
                answers503WithinSeconds(30, () -> Api.get(account, PATH));
                awaitStatus("/q/health/ready", 503);
                awaitStatus("/q/health/live", 200);
            } finally {
                TestPostgres.goOn();
            }
            awaitStatus("/q/health", 200);
            Api.awaitAnswer(account, PATH, "Nothing was received");
            assertThat(logged.of("io.sluice.web")).hasSizeLessThanOrEqualTo(1);
        }
    }

    /// A disk without room refuses the temporary file that the probe needs.
    @Test
    void databaseProbeNeedsTheDisk() {
        var before = temporaryFiles();

        await().atMost(SAFE).until(() -> temporaryFiles() > before);
    }

    private long temporaryFiles() {
        return pool.query("select temp_files from pg_stat_database where datname = current_database()")
                .execute()
                .await()
                .atMost(SAFE)
                .iterator()
                .next()
                .getLong(0);
    }

    /// The channel of a consumer that asks for its offset while no broker answers would end after this time.
    @Test
    void noConsumerStopsWaitingForTheBroker() {
        var channels = consumers.getConsumerChannels();

        assertThat(channels).hasSize(10);
        for (var channel : channels) {
            assertThat(String.valueOf(
                            consumers.getConsumer(channel).configuration().get("default.api.timeout.ms")))
                    .as(channel)
                    .isEqualTo(Integer.toString(Integer.MAX_VALUE));
        }
    }

    @Test
    void answers503WithinSecondsWhileTheObjectStoreHangsAndAnswersTheRest() {
        var account = Api.knownAccount();
        var ended = TestJob.of(account, "order", "20200127", Instant.now());
        var failed = ended.failed("File is empty; 1 error in 0 rows");
        reports.putIfAbsent(new JobReport(
                failed.validated(),
                new ReportDocument(
                        Optional.of(ended.id()), ended.ref().fileName(), true, 0, 1, List.of(), false, List.of())));
        BROKER.send(failed);
        Api.awaitStatus(account, ended.id(), "failed");
        var errors = "jobs/%s/errors".formatted(ended.id());
        awaitStatus("/q/health", 200);

        try (var logged = new LoggedLines()) {
            TestObjectStore.halt();
            try {
                answers503WithinSeconds(READS_OF_AN_ACCOUNT, () -> Api.get(account, errors));
                assertThat(Api.get(account, "jobs/" + ended.id()).statusCode()).isEqualTo(200);
                awaitStatus("/q/health/ready", 200);
            } finally {
                TestObjectStore.goOn();
            }
            await().atMost(SAFE).until(() -> Api.get(account, errors).statusCode() == 200);
            assertThat(logged.of("io.sluice.job"))
                    .filteredOn(line -> line.startsWith("WARN"))
                    .singleElement(as(STRING))
                    .startsWith("WARN reports cannot be read");
        }
    }

    /// So many requests at once are each refused within seconds.
    private static void answers503WithinSeconds(int atOnce, Callable<Response> request) {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, atOnce)
                    .mapToObj(i -> callers.submit(request))
                    .toList();
            for (var answer : answers) {
                assertThat(answer).succeedsWithin(SECONDS);
                assertThat(answer.resultNow().statusCode()).isEqualTo(503);
                assertThat(answer.resultNow().contentType()).isEqualTo("application/problem+json");
                assertThat(answer.resultNow().header("Retry-After")).isNotNull();
            }
        }
    }

    /// Both begin at once, so that their times pass together. The watcher looks again later than the broker.
    @Test
    void doesNotSayThatNothingWasReceivedWhileTheBrokerHangsOrNobodyLooksIntoTheFolders() {
        var account = Api.knownAccount();
        var ended = TestJob.of(account, "order", "20200127", Instant.now());
        BROKER.send(ended.failed("File is empty; 1 error in 0 rows"));
        Api.awaitStatus(account, ended.id(), "failed");
        awaitStatus("/q/health", 200);
        Api.awaitAnswer(account, PATH, "Nothing was received");
        // A commit that is open while the broker hangs is refused afterwards, which is a line of the client.
        await().atMost(SAFE).until(() -> BROKER.isHandled(Topics.JOB_FINISHED, "job-service"));
        try (var logged = new LoggedLines()) {
            TestKafka.halt();
            watcher.setWatching(false);
            try {
                awaitText(account, "news of uploads arrives late");
                var answer = Api.get(account, PATH);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isEqualTo("5");
                assertThat(answer.jsonPath().getString("detail"))
                        .isEqualTo(
                                "Whether a file of source order was received for 20200125 is not known at the moment,"
                                        + " because news of uploads arrives late."
                                        + " An upload that was accepted is not lost; do not send it again.");
                var job = Api.get(account, "jobs/0193f0000000700080000000000000ff");
                assertThat(job.statusCode()).isEqualTo(503);
                assertThat(job.jsonPath().getString("detail"))
                        .isEqualTo("Whether account %s has job 0193f0000000700080000000000000ff is not known"
                                        .formatted(account)
                                + " at the moment, because news of uploads arrives late. Try again in a moment.");
                var replay = given().auth()
                        .oauth2(Tokens.tenant(account))
                        .post("/v1/%s/jobs/%s/replay".formatted(account, ended.id()));
                assertThat(replay.statusCode()).isEqualTo(503);
                assertThat(replay.header("Retry-After")).isEqualTo("5");
                assertThat(replay.jsonPath().getString("detail"))
                        .isEqualTo("Whether a later attempt of the same day exists is not known at the moment,"
                                + " because news of uploads arrives late. Try again in a moment, or send force.");
                await().atMost(SAFE)
                        .untilAsserted(() -> assertThat(dependencies().getString("kafka"))
                                .startsWith("no success for ")
                                .endsWith(" s: no broker answers within 3 s"));
                assertThat(dependencies().getBoolean("degraded")).isTrue();
                awaitStatus("/q/health", 503);
                awaitStatus("/q/health/ready", 200);
                // A short outage is not in the log.
                await().atMost(SAFE)
                        .until(() -> logged.of("io.sluice.events.health").stream()
                                .anyMatch(line -> line.contains("what=kafka")));
            } finally {
                TestKafka.goOn();
            }
            awaitText(account, "the service that looks into the folders");
            var answer = Api.get(account, PATH);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.jsonPath().getString("detail"))
                    .isEqualTo("Whether a file of source order was received for 20200125 is not known at the moment,"
                            + " because the service that looks into the folders does not work."
                            + " An upload that was accepted is not lost; do not send it again.");
            awaitStatus("/q/health/well", 503);
            awaitStatus("/q/health/ready", 200);
            watcher.setWatching(true);
            Api.awaitAnswer(account, PATH, "Nothing was received");
            awaitStatus("/q/health", 200);
            await().atMost(SAFE)
                    .until(() -> logged.of("io.sluice.events.health").stream()
                            .anyMatch(line -> line.equals("INFO available again what=kafka")));
            assertThat(logged.of("org.apache.kafka")).isEmpty();
            assertThat(logged.of("io.smallrye")).isEmpty();
            assertThat(logged.of("io.sluice.events.health"))
                    .filteredOn(line -> line.contains("what=kafka"))
                    .hasSize(2)
                    .first(as(STRING))
                    .startsWith("WARN unavailable, tried again until it works what=kafka");
        } finally {
            watcher.setWatching(true);
        }
    }

    @Test
    void doesNotSayThatNothingWasReceivedInFoldersThatTheVolumeDenies() {
        var denied = Api.knownAccount();
        var other = Api.knownAccount();
        watcher.setUnseen(Set.of(denied));
        try {
            awaitText(denied, "because the server may not look into all folders of this account.");
            Api.awaitAnswer(other, PATH, "Nothing was received");
        } finally {
            watcher.setUnseen(Set.of());
        }
        Api.awaitAnswer(denied, PATH, "Nothing was received");
    }

    private static void awaitText(AccountId account, String text) {
        await().atMost(SAFE).until(() -> Api.get(account, PATH).asString().contains(text));
    }

    /// What readiness says of the dependencies.
    private static JsonPath dependencies() {
        return given().get(ManagementPort.url("/q/health/ready"))
                .jsonPath()
                .setRootPath("checks.find { it.name == 'dependencies' }.data");
    }

    private static void awaitStatus(String path, int status) {
        await().atMost(SAFE).until(() -> given().get(ManagementPort.url(path)).statusCode() == status);
    }
}
