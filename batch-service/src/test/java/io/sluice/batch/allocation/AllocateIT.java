package io.sluice.batch.allocation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.batch.parts.Client;
import io.sluice.contracts.account.AccountState;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `PUT` and `GET /v2/batches/{uuid}` over HTTP (spec 2, tables 2 and 3).
@QuarkusTest
class AllocateIT {
    static final String MD5 = "40d9a12f0a3c93c8ed66a3b6f3735790";
    static final String BODY = "{\"checksum\": \"" + MD5 + "\", \"size\": 3456}";
    private static final long LIMIT = 50 << 20;

    private static @Nullable Client refused;

    @Inject
    Pool pool;

    private final String uuid = UUID.randomUUID().toString();

    @Test
    void answersDocumentOfBatch() {
        var client = Client.ofFreshAccount();

        var answer = client.allocate(uuid, BODY);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.asString()).matches("""
                        \\{"href":"http://batches.example.com/v2/batches/%1$s","ref":"%1$s",\
                        "checksum":"40d9a12f0a3c93c8ed66a3b6f3735790","size":3456,\
                        "location":\\{"href":"http://batches.example.com/v2/uploads/%1$s\\?exp=[0-9]{13}&kid=[0-9a-f]{8}&sig=[A-Za-z0-9_-]{43}",\
                        "expiry":"%2$s"},"status":\\{"code":"uploading"},"createdAt":"%2$s","modifiedAt":"%2$s"}""".formatted(uuid, "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z"));
        assertThat(client.status(uuid).asString()).isEqualTo(answer.asString());
        var json = answer.jsonPath();
        assertThat(Duration.between(
                        Instant.parse(json.getString("createdAt")), Instant.parse(json.getString("location.expiry"))))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void answersRepeatWith200AndFreshAddress() {
        var client = Client.ofFreshAccount();
        var first = client.allocate(uuid, BODY).jsonPath();
        Client.letAddressExpire(pool, uuid);

        var before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var repeated = client.allocate(uuid, BODY);

        assertThat(repeated.statusCode()).isEqualTo(200);
        assertThat(repeated.jsonPath().getString("createdAt")).isEqualTo(first.getString("createdAt"));
        assertThat(Instant.parse(repeated.jsonPath().getString("location.expiry")))
                .isBetween(before.plusSeconds(3_600), Instant.now().plusSeconds(3_600));
    }

    /// `curl -u key:token --data-raw` sends this type.
    @Test
    void takesBasicCredentialsAndBodyOfAnyType() {
        var client = Client.ofFreshAccount();

        var answer = given().auth()
                .preemptive()
                .basic(client.clientKey(), client.token())
                .contentType("application/x-www-form-urlencoded")
                .body("\n\r\n  {\"checksum\": \"" + MD5.toUpperCase(Locale.ROOT) + "\", \"size\": \"3456\", \"x\": 1}")
                .put("/v2/batches/" + uuid.toUpperCase(Locale.ROOT));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.jsonPath().getString("ref")).isEqualTo(uuid);
        assertThat(answer.jsonPath().getString("checksum")).isEqualTo(MD5);
        assertThat(answer.jsonPath().getLong("size")).isEqualTo(3456);
        assertThat(client.allocate(uuid, BODY).statusCode()).isEqualTo(200);
    }

    @Test
    void takesBodyWithoutType() {
        var client = Client.ofFreshAccount();

        var answer = client.request()
                .noContentType()
                .body(BODY.getBytes(StandardCharsets.UTF_8))
                .put("/v2/batches/" + uuid);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"size": 1} | checksum is missing, expected the MD5 of the file as 32 hex digits.
                    {"checksum": null, "size": 1} | checksum is missing, expected the MD5 of the file as 32 hex digits.
                    {"checksum": 7, "size": 1} | checksum is no text, expected the MD5 of the file as 32 hex digits.
                    {"checksum": "QNmhLwo8k8jtZqO283NXkA==", "size": 1} | checksum is "QNmhLwo8k8jtZqO283NXkA==", expected the MD5 of the file as 32 hex digits.
                    {"checksum": "40d9a12f0a3c93c8ed66a3b6f3735790"} | size is missing, expected the length of the file in bytes.
                    {"checksum": "40d9a12f0a3c93c8ed66a3b6f3735790", "size": 0} | size is 0, expected the length of the file in bytes, at least 1.
                    {"checksum": "40d9a12f0a3c93c8ed66a3b6f3735790", "size": -5} | size is -5, expected the length of the file in bytes, at least 1.
                    {"checksum": "40d9a12f0a3c93c8ed66a3b6f3735790", "size": 1.5} | size is 1.5, expected the length of the file in bytes, at least 1.
                    {"checksum": "40d9a12f0a3c93c8ed66a3b6f3735790", "size": "12a"} | size is "12a", expected the length of the file in bytes, at least 1.
                    {"checksum": "40d9a12f0a3c93c8ed66a3b6f3735790", "size": []} | size is no number, expected the length of the file in bytes, at least 1.
                    [] | The body is no JSON object, expected {"checksum": "<MD5 in hex>", "size": <bytes>}.
                    checksum=1 | The body is not valid JSON at line 1, column 1: Unrecognized token 'checksum': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false').
                    """)
    void refusesWrongBody(String body, String detail) {
        var answer = shared().allocate(uuid, body);

        assertProblem(answer, 400, detail);
    }

    @Test
    void refusesEmptyBody() {
        assertProblem(shared().request().put("/v2/batches/" + uuid), 400, "The body is empty, expected a JSON object.");
    }

    @Test
    void refusesIdThatIsNoUuid() {
        assertProblem(
                shared().allocate("my-batch", BODY), 400, "The id of the batch is \"my-batch\", expected a UUID.");
        assertProblem(shared().status("my-batch"), 400, "The id of the batch is \"my-batch\", expected a UUID.");
    }

    @Test
    void takesLargestFileAndNoByteMore() {
        var client = Client.of(TestAccount.fresh().limits(1L << 30, 1L << 30));

        assertThat(client.allocate(UUID.randomUUID().toString(), body(LIMIT)).statusCode())
                .isEqualTo(201);
        assertProblem(
                client.allocate(uuid, body(LIMIT + 1)),
                413,
                "size is 52428801, expected at most 52,428,800 bytes (50 MiB compressed). Split the records over several batches.");
        assertThat(client.allocate(uuid, "{\"checksum\":\"%s\",\"size\":\"%s\"}".formatted(MD5, "9".repeat(400)))
                        .statusCode())
                .isEqualTo(413);
        // More digits than a number of JSON may have elsewhere.
        assertProblem(
                client.allocate(uuid, "{\"checksum\":\"%s\",\"size\":%s}".formatted(MD5, "9".repeat(2_000))),
                413,
                "size is %s…, expected at most 52,428,800 bytes (50 MiB compressed). Split the records over several batches."
                        .formatted("9".repeat(100)));
        assertThat(client.status(uuid).statusCode()).isEqualTo(404);
    }

    @Test
    void refusesFileInPlaceOfItsAnnouncement() {
        assertProblem(
                shared().allocate(uuid, " ".repeat(4097)),
                413,
                "The body is larger than 4096 bytes, expected only {\"checksum\": …, \"size\": …}. The file goes to the location that the answer names.");
    }

    @Test
    void changesNothingOfKnownBatch() {
        var client = Client.ofFreshAccount();
        client.allocate(uuid, BODY);
        var before = client.status(uuid).asString();

        assertProblem(
                client.allocate(uuid, body(3457)),
                409,
                "Batch %s was allocated with the checksum %s and the size 3456, and nothing of that changes. Choose a new UUID for another file."
                        .formatted(uuid, MD5));
        assertThat(client.allocate(uuid, BODY.replace('4', '5')).statusCode()).isEqualTo(409);
        assertThat(client.status(uuid).asString()).isEqualTo(before);
    }

    @Test
    void keepsBatchesOfOneAccountFromAnother() {
        Client.ofFreshAccount().allocate(uuid, BODY);
        var other = Client.ofFreshAccount();

        assertProblem(other.status(uuid), 404, "There is no batch \"%s\".".formatted(uuid));
        assertProblem(
                other.allocate(uuid, BODY),
                409,
                "The UUID %s is taken. Choose a new one for each batch.".formatted(uuid));
    }

    @Test
    void refusesWhoMayNot() {
        var client = Client.ofFreshAccount();
        var path = "/v2/batches/" + uuid;

        assertProblem(
                given().body(BODY).put(path),
                401,
                "PUT %s needs credentials: send client key and API token as Basic credentials (curl -u <client key>:<API token>), or the header \"Authorization: Bearer <token>\"."
                        .formatted(path));
        assertProblem(
                given().auth()
                        .preemptive()
                        .basic("another-key", client.token())
                        .body(BODY)
                        .put(path),
                401,
                "The user name of the Basic credentials is not the client key of the token's account.");
        assertThat(given().auth()
                        .preemptive()
                        .basic(client.clientKey(), "no-token")
                        .get(path)
                        .statusCode())
                .isEqualTo(401);
        assertThat(given().auth()
                        .oauth2(Tokens.tenant(client.account().value())
                                .claim("jti", "reader")
                                .claim("scope", "read")
                                .sign())
                        .body(BODY)
                        .put(path)
                        .statusCode())
                .isEqualTo(403);
        assertThat(given().auth().oauth2(Tokens.admin()).get(path).statusCode()).isEqualTo(403);
        assertThat(given().auth()
                        .oauth2(Tokens.tenant(TestAccount.freshId()))
                        .body(BODY)
                        .put(path)
                        .statusCode())
                .isEqualTo(503);
    }

    /// The address is a right to write.
    @Test
    void givesReaderNoUploadAddress() {
        var client = Client.ofFreshAccount();
        client.allocate(uuid, BODY);
        var reader = given().auth()
                .oauth2(Tokens.tenant(client.account().value())
                        .claim("jti", "reader")
                        .claim("scope", "read")
                        .sign());

        assertThat(reader.get("/v2/batches/" + uuid).asString())
                .contains("\"status\":{\"code\":\"uploading\"}")
                .doesNotContain("location", "sig=");
        assertThat(reader.get("/v2/batches/inspect/" + uuid).asString()).doesNotContain("location", "sig=");
    }

    @Test
    void refusesSuspendedAccount() {
        var client = Client.ofFreshAccount();

        Client.BROKER.send(
                TestAccount.after(client.facts()).state(AccountState.SUSPENDED).facts());

        await().atMost(Client.TIMEOUT).until(() -> client.status(uuid).statusCode() == 403);
    }

    /// Clients show `message` alone.
    @Test
    void givesProblemsTheKeysOfPublishedClients() {
        var problem = Client.ofFreshAccount().status(uuid).jsonPath();

        assertThat(problem.getString("message")).isEqualTo("There is no batch \"%s\".".formatted(uuid));
        assertThat(problem.getInt("code")).isEqualTo(404);
        assertThat(problem.getString("developerMessage"))
                .isEqualTo("404 Not Found: There is no batch \"%s\".".formatted(uuid));
        assertThat(problem.getString("moreInfo")).isNotBlank();
        assertThat(Client.ofFreshAccount()
                        .request()
                        .get("/v2/nothing")
                        .jsonPath()
                        .getString("message"))
                .isEqualTo("There is nothing at /v2/nothing.");
    }

    static void assertProblem(Response answer, int status, String detail) {
        assertThat(answer.jsonPath().getString("detail")).isEqualTo(detail);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.jsonPath().getString("message")).isEqualTo(detail);
    }

    static String body(long size) {
        return "{\"checksum\":\"%s\",\"size\":%d}".formatted(MD5, size);
    }

    /// For tests that leave nothing behind.
    private static Client shared() {
        var known = refused;
        if (known == null) {
            known = Client.ofFreshAccount();
            refused = known;
        }
        return known;
    }
}
