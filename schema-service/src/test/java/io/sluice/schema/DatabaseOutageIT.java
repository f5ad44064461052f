package io.sluice.schema;

import static io.sluice.schema.AccountIT.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import io.sluice.fixtures.http.ManagementPort;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(DatabaseOutageIT.LateDatabase.class)
class DatabaseOutageIT {
    private static final Duration AFTER_RETURN = Duration.ofSeconds(30);
    /// Far below the half minute that a client waits.
    private static final Duration SECONDS = Duration.ofSeconds(15);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    Runnable startDatabase = () -> {};
    Runnable killDatabase = () -> {};
    Runnable haltDatabase = () -> {};
    Runnable letDatabaseGoOn = () -> {};

    /// The database of this test is unavailable when the service starts.
    public static final class LateDatabase extends OwnParts {
        public LateDatabase() {
            super(KafkaTestResource.class, LatePostgresTestResource.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.flyway.migrate-at-start", "false");
        }
    }

    @Test
    void livesWithoutItsDatabaseAndServesAgainWhenItReturns() {
        Api.admin().get(ManagementPort.url("/q/health/live")).then().statusCode(200);
        Api.admin().get(ManagementPort.url("/q/health/ready")).then().statusCode(503);
        problem(
                Api.admin().get("/v1/accounts"),
                503,
                "A part that this needs does not answer at present. Try again in a moment.");

        startDatabase.run();
        await().atMost(AFTER_RETURN)
                .until(() ->
                        Api.admin().get(ManagementPort.url("/q/health/ready")).statusCode() == 200);
        var id = Api.newAccount();

        killDatabase.run();
        problem(
                Api.admin().get("/v1/accounts/{id}", id),
                503,
                "A part that this needs does not answer at present. Try again in a moment.");
        startDatabase.run();
        await().atMost(AFTER_RETURN)
                .until(() -> Api.admin().get("/v1/accounts/{id}", id).statusCode() == 200);
        Api.newMember(id);
    }

    /// A halted database closes no connection. More requests come than the pool has connections.
    @Test
    void answersWithinSecondsWhileItsDatabaseHangsAndPublishesAfterwards() {
        startDatabase.run();
        await().atMost(AFTER_RETURN)
                .until(() ->
                        Api.admin().get(ManagementPort.url("/q/health/ready")).statusCode() == 200);
        var id = Api.newAccount();

        haltDatabase.run();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 30)
                    .mapToObj(i -> callers.submit(() -> Api.admin().get("/v1/accounts/{id}", id)))
                    .toList();
            for (var answer : answers) {
                assertThat(answer).succeedsWithin(SECONDS);
                problem(
                        answer.resultNow(),
                        503,
                        "A part that this needs does not answer at present. Try again in a moment.");
                assertThat(answer.resultNow().header("Retry-After")).isNotNull();
            }
        }
        await().atMost(AFTER_RETURN)
                .until(() ->
                        Api.admin().get(ManagementPort.url("/q/health/ready")).statusCode() == 503);
        Api.admin().get(ManagementPort.url("/q/health/live")).then().statusCode(200);
        letDatabaseGoOn.run();

        await().atMost(AFTER_RETURN)
                .until(() -> Api.admin().get("/v1/accounts/{id}", id).statusCode() == 200);
        var later = Api.newAccount();
        try (var topic = new AccountChangedTopic(bootstrapServers)) {
            await().atMost(AFTER_RETURN).until(() -> topic.newest(later), Optional::isPresent);
        }
        await().atMost(AFTER_RETURN)
                .until(() ->
                        Api.admin().get(ManagementPort.url("/q/health/ready")).statusCode() == 200);
    }
}
