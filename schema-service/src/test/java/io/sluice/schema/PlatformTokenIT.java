package io.sluice.schema;

import static io.sluice.schema.AccountIT.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.sluice.contracts.account.PlatformFacts;
import io.sluice.contracts.event.Topics;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.LoggedLines;
import io.sluice.schema.signing.AdminToken;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class PlatformTokenIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Pool database;

    @Test
    void issuesATokenThatWorksAndIsNotShownAgain() {
        var expiry = Instant.now().plusSeconds(3600).getEpochSecond();

        var issued = issue("""
                {"name": "Mei Lin", "role": "admin", "expires_at": %d, "uid": 42}""".formatted(expiry));

        issued.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .header("Location", notNullValue())
                .body("name", equalTo("Mei Lin"))
                .body("role", equalTo("admin"))
                .body("uid", equalTo(42))
                .body("issued_by", equalTo((int) Api.ADMIN_USER))
                .body("expires_at", equalTo((int) expiry));
        var token = issued.jsonPath().getString("token");
        var list = Api.with(token).get("/v1/admin/tokens");
        list.then()
                .statusCode(200)
                .body("tokens.token_id", hasItem(issued.<String>path("token_id")))
                .body("tokens", everyItem(not(hasKey("token"))));
        assertThat(list.asString()).doesNotContain(token.substring(token.lastIndexOf('.')));
    }

    @Test
    void listsTheTokenOfTheInstallationSoThatItCanBeRevoked() {
        await().atMost(LIMIT)
                .untilAsserted(() -> Api.admin()
                        .get("/v1/admin/tokens")
                        .then()
                        .body(
                                "tokens.find { it.token_id == '%s' }.name"
                                        .formatted(KeyPairTestResource.INSTALLED_TOKEN),
                                equalTo("installed"))
                        .body(
                                "tokens.find { it.token_id == '%s' }.role"
                                        .formatted(KeyPairTestResource.INSTALLED_TOKEN),
                                equalTo("sftp-server")));
    }

    @Test
    void theKeySetIsOpenAlsoWithAToken() {
        Api.admin().get("/.well-known/jwks.json").then().statusCode(200);
        Api.service("job-service").get("/.well-known/jwks.json").then().statusCode(200);
    }

    @Test
    void aServiceReachesNoMoreThanItsRole() {
        var token = issue("{\"name\": \"pod\", \"role\": \"sftp-server\"}")
                .jsonPath()
                .getString("token");

        Api.with(token).get("/internal/sftp-accounts").then().statusCode(200);
        Api.with(token).get("/v1/admin/tokens").then().statusCode(403);
        Api.with(token).get("/v1/accounts").then().statusCode(403);
        Api.service("job-service")
                .get("/v1/{accuid}/sources/member/schema", Api.newAccount())
                .then()
                .statusCode(403);
    }

    @Test
    void locksARevokedTokenOutAtOnceAndTellsTheOtherServices() throws Exception {
        var issued = issue("{\"name\": \"leaver\", \"role\": \"admin\"}").jsonPath();
        var token = issued.getString("token");
        var id = issued.getString("token_id");

        Api.admin().delete("/v1/admin/tokens/{id}", id).then().statusCode(204);

        problem(
                Api.with(token).get("/v1/accounts"),
                401,
                "The token %s was revoked. Ask the platform team for a new one.".formatted(id));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(BrokerClient.ofApplication()
                                .events(Topics.PLATFORM_CHANGED, PlatformFacts.class)
                                .getLast()
                                .revokedTokens())
                        .contains(id));
        Api.admin().delete("/v1/admin/tokens/{id}", id).then().statusCode(204);
        Api.admin()
                .get("/v1/admin/tokens")
                .then()
                .body("tokens.find { it.token_id == '%s' }.revoked_at".formatted(id), notNullValue());
    }

    /// The clocks of the services differ, so they let a token in for a minute after its end.
    @Test
    void tellsTheOtherServicesOfARevokedTokenUntilNoneLetsItIn() {
        database.query("""
                insert into platform_tokens
                select id, 'leaver', 'admin', 0, now() - interval '1 day', 7, expiry, now() from (values
                    ('just-expired', now() - interval '1 minute'), ('long-expired', now() - interval '2 hours')) tokens (id, expiry)
                """).execute().await().atMost(LIMIT);
        var id = issue("{\"name\": \"other\", \"role\": \"admin\"}").<String>path("token_id");

        Api.admin().delete("/v1/admin/tokens/{id}", id).then().statusCode(204);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(BrokerClient.ofApplication()
                                .events(Topics.PLATFORM_CHANGED, PlatformFacts.class)
                                .getLast()
                                .revokedTokens())
                        .contains(id, "just-expired")
                        .doesNotContain("long-expired"));
    }

    /// Nothing is published of this revocation, as while Kafka is unavailable.
    @Test
    void locksARevokedTokenOutByTheDatabase() {
        var issued = issue("{\"name\": \"leaver\", \"role\": \"admin\"}").jsonPath();
        var id = issued.getString("token_id");

        database.preparedQuery("update platform_tokens set revoked_at = now() where token_id = $1")
                .execute(Tuple.of(id))
                .await()
                .atMost(LIMIT);

        problem(
                Api.with(issued.getString("token")).get("/v1/accounts"),
                401,
                "The token %s was revoked. Ask the platform team for a new one.".formatted(id));
    }

    /// The other services let no administrator in before.
    @Test
    void publishesThePlatformBeforeTheFirstRevocation() {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(
                                BrokerClient.ofApplication().events(Topics.PLATFORM_CHANGED, PlatformFacts.class))
                        .contains(PlatformFacts.NONE));
    }

    @Test
    void theCommandPrintsATokenThatIsListed() throws Exception {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var key = ConfigProvider.getConfig().getValue("smallrye.jwt.sign.key.location", String.class);

        var status = new AdminToken(
                        Map.of(
                                "SMALLRYE_JWT_SIGN_KEY_LOCATION",
                                key,
                                "QUARKUS_HTTP_PORT",
                                Integer.toString(RestAssured.port)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of("--name", "first", "--days", "7", "--uid", "9"));

        assertThat(status).isZero();
        var token = out.toString(StandardCharsets.UTF_8).strip();
        Api.with(token)
                .get("/v1/admin/tokens")
                .then()
                .statusCode(200)
                .body("tokens.findAll { it.name == 'first' }.uid", contains(9));
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("of role admin for \"first\" is valid until")
                .doesNotContain(token);
    }

    @Test
    void refusesWhatCannotBe() {
        issue("{\"name\": \" \", \"role\": \"tenant\", \"uid\": -1}")
                .then()
                .statusCode(422)
                .body("errors.field", contains("name", "role", "uid"));
        issue("{\"name\": \"x\", \"role\": \"admin\", \"expires_at\": %d}"
                        .formatted(Instant.now().plus(Duration.ofDays(91)).getEpochSecond()))
                .then()
                .statusCode(422)
                .body("errors.field", contains("expires_at"));
        problem(
                Api.admin().delete("/v1/admin/tokens/nope"),
                404,
                "There is no token \"nope\" of an administrator or a service. They are listed at /v1/admin/tokens.");
    }

    @Test
    void theLogSaysWhoIssuedAndRevokedButNotTheToken() {
        try (var logged = new LoggedLines()) {
            var issued =
                    issue("{\"name\": \"audit\", \"role\": \"job-service\"}").jsonPath();
            var id = issued.getString("token_id");
            Api.admin().delete("/v1/admin/tokens/{id}", id).then().statusCode(204);

            var lines = logged.of("io.sluice.schema.platform");
            assertThat(lines)
                    .filteredOn(line -> line.contains(id))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains("a token of the platform was issued")
                                    .contains("role=job-service name=audit")
                                    .contains("userId=" + Api.ADMIN_USER),
                            line -> assertThat(line)
                                    .contains("a token of the platform was revoked")
                                    .contains("userId=" + Api.ADMIN_USER));
            assertThat(lines).noneMatch(line -> line.contains(issued.getString("token")));
        }
    }

    private static Response issue(String body) {
        return Api.admin().body(body).post("/v1/admin/tokens");
    }
}
