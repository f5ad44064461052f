package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.devstack.parts.quarkus.PostgresTestResource;
import io.sluice.fixtures.LoggedLines;
import io.sluice.fixtures.http.ManagementPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BrokerOutageIT.OwnBroker.class)
class BrokerOutageIT {
    private static final Duration AFTER_RETURN = Duration.ofSeconds(45);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    Runnable killBroker = () -> {};
    Runnable startBroker = () -> {};
    Runnable haltBroker = () -> {};
    Runnable letBrokerGoOn = () -> {};

    /// With a broker of its own the test finds no unpublished change of another test.
    public static final class OwnBroker extends OwnParts {
        public OwnBroker() {
            super(RestartableKafkaTestResource.class, PostgresTestResource.class);
        }
    }

    @Test
    void publishesWhatChangedWhileTheBrokerWasUnavailable() {
        var ids = new ArrayList<String>();
        var before = Api.newAccount();
        try (var topic = new AccountChangedTopic(bootstrapServers)) {
            await().atMost(AFTER_RETURN).until(() -> topic.newest(before), Optional::isPresent);
        }
        await().atMost(AFTER_RETURN)
                .until(() ->
                        Api.admin().get(ManagementPort.url("/q/health/ready")).statusCode() == 200);

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
}
