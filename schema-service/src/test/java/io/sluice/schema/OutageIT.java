package io.sluice.schema;

import static io.sluice.schema.AccountIT.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.fixtures.LoggedLines;
import io.sluice.fixtures.http.ManagementPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The database and the broker are away, or hang.
@QuarkusTest
@TestProfile(OutageIT.LateParts.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {
    private static final Duration AFTER_RETURN = Duration.ofSeconds(45);
    /// Far below the half minute that a client waits.
    private static final Duration SECONDS = Duration.ofSeconds(15);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    Runnable startDatabase = () -> {};
    Runnable killDatabase = () -> {};
    Runnable haltDatabase = () -> {};
    Runnable letDatabaseGoOn = () -> {};
    Runnable killBroker = () -> {};
    Runnable startBroker = () -> {};
    Runnable haltBroker = () -> {};
    Runnable letBrokerGoOn = () -> {};

    /// The database is unavailable when the service starts. With a broker of its own the test finds no
    /// unpublished change of another test.
    public static final class LateParts extends OwnParts {
        public LateParts() {
            super(RestartableKafkaTestResource.class, LatePostgresTestResource.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.flyway.migrate-at-start", "false");
        }
    }

    /// First: the service has started without its database.
    @Test
    @Order(1)
    void livesWithoutItsDatabaseAndServesAgainWhenItReturns() {
        Api.admin().get(ManagementPort.url("/q/health/live")).then().statusCode(200);
        Api.admin().get(ManagementPort.url("/q/health/ready")).then().statusCode(503);
        problem(
                Api.admin().get("/v1/accounts"),
                503,
                "A part that this needs does not answer at present. Try again in a moment.");

        startDatabase.run();
        await().atMost(AFTER_RETURN).until(OutageIT::isReady);
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
        awaitReady();
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
        await().atMost(AFTER_RETURN).until(OutageIT::isReady);
    }

    @Test
    void publishesWhatChangedWhileTheBrokerWasUnavailable() {
        awaitReady();
        var ids = new ArrayList<String>();
        var before = Api.newAccount();
        try (var topic = new AccountChangedTopic(bootstrapServers)) {
            await().atMost(AFTER_RETURN).until(() -> topic.newest(before), Optional::isPresent);
        }

        // The broker dies while some changes still wait for their publication.
        for (int i = 0; i < 10; i++) {
            ids.add(Api.newAccount());
            if (i == 4) {
                killBroker.run();
            }
        }
        Api.newMember(before);
        Api.admin().get(ManagementPort.url("/q/health/ready")).then().statusCode(200);
        startBroker.run();

        try (var topic = new AccountChangedTopic(bootstrapServers)) {
            for (var id : ids) {
                await().atMost(AFTER_RETURN).until(() -> topic.newest(id), Optional::isPresent);
            }
            await().atMost(AFTER_RETURN)
                    .until(
                            () -> topic.newest(before).orElseThrow(),
                            facts -> !facts.sources().isEmpty());
            assertThat(topic.all(before)).extracting(AccountFacts::version).isSorted();
        }
    }

    @Test
    void takesChangesWhileTheBrokerIsHaltedAndPublishesThemAfterwards() {
        awaitReady();
        await().atMost(AFTER_RETURN)
                .until(() -> Api.admin().get(ManagementPort.url("/q/health")).statusCode() == 200);
        String id;

        try (var logged = new LoggedLines()) {
            haltBroker.run();
            try {
                id = Api.newAccount();
                Api.newMember(id);
                saysThatARevocationIsPending(id);
                await().atMost(AFTER_RETURN)
                        .until(() -> Api.admin()
                                        .get(ManagementPort.url("/q/health/well"))
                                        .statusCode()
                                == 503);
                Api.admin().get(ManagementPort.url("/q/health/ready")).then().statusCode(200);
                Api.admin().get("/v1/accounts/{id}", id).then().statusCode(200);
            } finally {
                letBrokerGoOn.run();
            }

            try (var topic = new AccountChangedTopic(bootstrapServers)) {
                await().atMost(AFTER_RETURN)
                        .until(
                                () -> topic.newest(id),
                                facts -> facts.filter(known -> !known.sources().isEmpty())
                                        .isPresent());
            }
            await().atMost(AFTER_RETURN)
                    .until(() ->
                            Api.admin().get(ManagementPort.url("/q/health")).statusCode() == 200);
            assertThat(logged.of("org.apache.kafka")).isEmpty();
            assertThat(logged.of("io.smallrye")).isEmpty();
            assertThat(logged.of("io.sluice"))
                    .filteredOn(line -> line.startsWith("WARN"))
                    .extracting(line -> line.replaceAll("(forSeconds|cause)=.*", ""))
                    .doesNotHaveDuplicates();
        }
    }

    private static void saysThatARevocationIsPending(String account) {
        var ofAccount =
                Api.admin().body("{}").post("/v1/accounts/{id}/tokens", account).<String>path("token_id");
        var ofPlatform = Api.admin()
                .body("{\"name\": \"leaver\", \"role\": \"admin\"}")
                .post("/v1/admin/tokens")
                .jsonPath();

        Api.admin()
                .delete("/v1/accounts/{id}/tokens/{token}", account, ofAccount)
                .then()
                .statusCode(202)
                .body("token_id", equalTo(ofAccount))
                .body("state", equalTo("pending"));
        Api.admin()
                .delete("/v1/admin/tokens/{token}", ofPlatform.getString("token_id"))
                .then()
                .statusCode(202)
                .body("state", equalTo("pending"));
        Api.with(ofPlatform.getString("token")).get("/v1/accounts").then().statusCode(401);
    }

    private static boolean isReady() {
        return Api.admin().get(ManagementPort.url("/q/health/ready")).statusCode() == 200;
    }

    private void awaitReady() {
        if (!isReady()) {
            startDatabase.run();
        }
        await().atMost(AFTER_RETURN).until(OutageIT::isReady);
    }
}
