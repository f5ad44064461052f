package io.sluice.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.sluice.contracts.event.Topics;
import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.EmbeddedPostgres;
import io.sluice.devstack.parts.quarkus.ObjectStoreTestResource;
import io.sluice.devstack.parts.quarkus.OwnPartsTestResource;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.ManagementPort;
import io.sluice.job.parts.Api;
import io.sluice.job.parts.TestJob;
import io.sluice.job.parts.WatcherStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The database or the broker hangs, as a halted process does: connections stay open and nothing answers.
@QuarkusTest
@TestProfile(OutageIT.OwnParts.class)
class OutageIT {
    private static final Duration SAFE = Duration.ofSeconds(60);
    /// Far below the half minute that a client waits.
    private static final Duration SECONDS = Duration.ofSeconds(15);

    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final String PATH = "sources/order/job?date=20200125";

    EmbeddedPostgres database = EmbeddedPostgres.temporary();
    EmbeddedKafka broker = EmbeddedKafka.temporary();
    WatcherStub watcher = new WatcherStub();

    public static final class OwnParts implements QuarkusTestProfile {
        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.log.category.\"io.sluice\".level", "INFO");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(OwnPartsTestResource.class),
                    new TestResourceEntry(WatcherStub.class),
                    new TestResourceEntry(ObjectStoreTestResource.class));
        }
    }

    @Test
    void answers503WithinSecondsWhileTheDatabaseHangs() {
        var account = Api.knownAccount();
        awaitStatus("/q/health", 200);

        database.halt();

        // More requests than the pool has connections.
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 30)
                    .mapToObj(i -> callers.submit(() -> Api.get(account, PATH)))
                    .toList();
            for (var answer : answers) {
                assertThat(answer).succeedsWithin(SECONDS);
                assertThat(answer.resultNow().statusCode()).isEqualTo(503);
                assertThat(answer.resultNow().contentType()).isEqualTo("application/problem+json");
                assertThat(answer.resultNow().header("Retry-After")).isNotNull();
            }
        }
        awaitStatus("/q/health/ready", 503);
        awaitStatus("/q/health/live", 200);
        database.goOn();
        awaitStatus("/q/health", 200);
        Api.awaitAnswer(account, PATH, "Nothing was received");
    }

    @Test
    void doesNotSayThatNothingWasReceivedWhileNobodyLooksIntoTheFolders() {
        var account = Api.knownAccount();
        awaitStatus("/q/health", 200);

        watcher.setWatching(false);

        await().atMost(SAFE).until(() -> Api.get(account, PATH).statusCode() == 503);
        var answer = Api.get(account, PATH);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("Whether a file of source order was received for 20200125 is not known at the moment,"
                        + " because the service that looks into the folders does not work."
                        + " An upload that was accepted is not lost; do not send it again.");
        awaitStatus("/q/health/well", 503);
        awaitStatus("/q/health/ready", 200);
        watcher.setWatching(true);
        Api.awaitAnswer(account, PATH, "Nothing was received");
    }

    @Test
    void doesNotSayThatNothingWasReceivedWhileTheBrokerHangs() {
        var account = Api.knownAccount();
        var ended = TestJob.of(account, "order", "20200127", Instant.ofEpochSecond(1_621_563_084));
        BROKER.send(ended.failed("File is empty; 1 error in 0 rows"));
        Api.awaitStatus(account, ended.id(), "failed");
        awaitStatus("/q/health", 200);
        // A commit that is open while the broker hangs is refused afterwards, which is a line of the client.
        await().atMost(SAFE).until(() -> BROKER.isHandled(Topics.JOB_FINISHED, "job-service"));
        var logged = new LoggedLines();

        broker.halt();

        await().atMost(SAFE).until(() -> Api.get(account, PATH).statusCode() == 503);
        var answer = Api.get(account, PATH);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("Whether a file of source order was received for 20200125 is not known at the moment,"
                        + " because news of uploads arrives late."
                        + " An upload that was accepted is not lost; do not send it again.");
        var replay = given().auth()
                .oauth2(Tokens.tenant(account))
                .post("/v1/%s/jobs/%s/replay".formatted(account, ended.id()));
        assertThat(replay.statusCode()).isEqualTo(503);
        assertThat(replay.header("Retry-After")).isEqualTo("5");
        assertThat(replay.jsonPath().getString("detail"))
                .isEqualTo("Whether a later attempt of the same day exists is not known at the moment,"
                        + " because news of uploads arrives late. Try again in a moment, or send force.");
        awaitStatus("/q/health", 503);
        var ready = given().get(ManagementPort.url("/q/health/ready"));
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.jsonPath().getBoolean("checks.find { it.name == 'dependencies' }.data.degraded"))
                .isTrue();
        assertThat(ready.jsonPath().getString("checks.find { it.name == 'dependencies' }.data.kafka"))
                .startsWith("no success for ")
                .endsWith(" s: no broker answers within 3 s");
        broker.goOn();
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
    }

    private static void awaitStatus(String path, int status) {
        await().atMost(SAFE).until(() -> given().get(ManagementPort.url(path)).statusCode() == status);
    }

    /// What the service logs from now on.
    private static final class LoggedLines extends Handler {
        private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();

        LoggedLines() {
            Logger.getLogger("").addHandler(this);
        }

        List<String> of(String category) {
            return records.stream()
                    .filter(record -> record.getLoggerName().startsWith(category))
                    .map(record -> record.getLevel() + " " + record.getMessage())
                    .toList();
        }

        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
