package io.sluice.schema;

import static io.sluice.schema.AccountIT.problem;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(DatabaseOutageIT.LateDatabase.class)
class DatabaseOutageIT {
    private static final Duration AFTER_RETURN = Duration.ofSeconds(30);

    Runnable startDatabase = () -> {};
    Runnable killDatabase = () -> {};

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
        Api.admin().get("/q/health/live").then().statusCode(200);
        Api.admin().get("/q/health/ready").then().statusCode(503);
        problem(
                Api.admin().get("/v1/accounts"),
                503,
                "A part that this needs does not answer at present. Try again in a moment.");

        startDatabase.run();
        await().atMost(AFTER_RETURN)
                .until(() -> Api.admin().get("/q/health/ready").statusCode() == 200);
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
}
