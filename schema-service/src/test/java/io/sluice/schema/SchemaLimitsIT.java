package io.sluice.schema;

import static io.sluice.schema.AccountIT.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.fixtures.http.RawConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What one source may cost: its document, its versions, its changes.
@QuarkusTest
@RealParts
class SchemaLimitsIT {
    private static final int LARGEST = 512 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Pool database;

    private String accountId = "";
    private String path = "";

    @BeforeEach
    void makeMember() {
        accountId = Api.newAccount();
        Api.newMember(accountId);
        path = "/v1/%s/sources/member/schema".formatted(accountId);
    }

    @Test
    void takesDocumentOfExactlyTheLimit() {
        Api.admin().body(sized(LARGEST)).patch(path).then().statusCode(200);
    }

    @Test
    void refusesLargerDocument() {
        problem(
                Api.admin().body(sized(LARGEST + 1)).patch(path),
                413,
                "The body has 524289 bytes, expected at most 524288.");
    }

    @Test
    void refusesLargerDocumentInChunks() throws Exception {
        var body = new ByteArrayInputStream(sized(LARGEST + 1).getBytes(StandardCharsets.US_ASCII));
        var request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                .header("Authorization", "Bearer " + Api.adminToken())
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofInputStream(() -> body))
                .build();

        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("The body is larger than 524288 bytes, which is the limit.");
        }
    }

    @Test
    void refusesLargerBodyWhereNoSchemaIsExpected() {
        problem(
                Api.admin()
                        .body("{\"name\": \"%s\"}".formatted("a".repeat(64 * 1024)))
                        .patch("/v1/accounts/{id}", accountId),
                413,
                "The body has 65548 bytes, expected at most 65536.");
    }

    @Test
    void refusesMoreFieldsThanASchemaHas() {
        problem(
                Api.admin()
                        .body("{\"schema\": [%s{}]}".formatted("{},".repeat(2_000)))
                        .patch(path),
                422,
                "The change is refused: schema: the schema has 2001 fields, expected at most 2000.");
    }

    @Test
    void refusesBodyOfCountlessParts() {
        problem(
                Api.admin()
                        .body("{\"schema\": [%s{}]}".formatted("{},".repeat(160_000)))
                        .patch(path),
                400,
                "The JSON body has too many parts, expected at most 100000.");
    }

    /// Threads of event loops are named `vert.x-eventloop-thread-0`.
    @Test
    void parsesBodiesOffTheEventLoops() {
        Api.admin()
                .body("{\"text\": \"a\"}")
                .post("/probe/body")
                .then()
                .statusCode(200)
                .body(startsWith("schema-check-"));
    }

    @Test
    void givesEachAccountAShareOfTheBodiesThatArrive() {
        var arriving = IntStream.range(0, 16)
                .mapToObj(_ -> RawConnection.to(RestAssured.port, LIMIT))
                .toList();
        try {
            arriving.forEach(connection -> connection.write(
                    "PATCH %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
                            .formatted(path, Api.adminToken())));

            await().atMost(LIMIT)
                    .untilAsserted(() -> problem(
                            Api.admin().body("{\"source_name\": \"Member\"}").patch(path),
                            429,
                            "Account %s already has 16 changes of schemas going on, which is the limit. Try again in 5 s."
                                    .formatted(accountId)));
            var other = Api.newAccount();
            Api.newMember(other);
            Api.admin()
                    .body("{\"source_name\": \"Member\"}")
                    .patch("/v1/%s/sources/member/schema".formatted(other))
                    .then()
                    .statusCode(200);
        } finally {
            arriving.forEach(RawConnection::close);
        }
    }

    @Test
    void refusesSourceThatChangesTooOften() {
        var first = IntStream.range(0, 60)
                .mapToObj(n -> Api.admin()
                        .body("{\"description\": \"change %d\"}".formatted(n))
                        .patch(path)
                        .statusCode())
                .toList();

        var next = Api.admin().body("{\"description\": \"one more\"}").patch(path);

        assertThat(first).containsOnly(200);
        problem(
                next,
                429,
                "The source member changed 60 times within the last hour, which is the limit. Try again in %s s."
                        .formatted(next.header("Retry-After")));
        assertThat(Integer.parseInt(next.header("Retry-After"))).isBetween(3_000, 3_600);
        Api.admin().body("{\"description\": \"change 59\"}").patch(path).then().statusCode(200);
    }

    @Test
    void listsVersionsWithoutTheirDocuments() {
        Api.admin().body("{\"description\": \"New\"}").patch(path).then().statusCode(200);
        run("update source_versions set declaration = 'unreadable', description = '' where source_id = $1");

        Api.admin()
                .get(path + "/versions")
                .then()
                .statusCode(200)
                .body("versions.version", contains(2, 1))
                .body("versions[0].source_name", equalTo("Member"))
                .body("versions[0].updated_by", equalTo(7));
        Api.admin()
                .get(path + "/versions?limit=1")
                .then()
                .body("versions.version", contains(2))
                .body("next", equalTo("1"));
    }

    @Test
    void listsSourcesPageByPage() {
        for (var type : List.of("alpha", "beta", "gamma")) {
            Api.admin()
                    .body("""
                            {"source_type": "%s", "source_name": "A", "schema": [{"name": "id", "type": "Integer"}]}""".formatted(type))
                    .post("/v1/{id}/sources", accountId)
                    .then()
                    .statusCode(201);
        }

        Api.admin()
                .get("/v1/{id}/sources?limit=2", accountId)
                .then()
                .body("sources.source_type", contains("alpha", "beta"))
                .body("next", equalTo("beta"));
        Api.admin()
                .get("/v1/{id}/sources?cursor=beta", accountId)
                .then()
                .body("sources.source_type", contains("gamma", "member"))
                .body("next", equalTo(null));
    }

    @Test
    void endsPageOfSourcesWhenItsDocumentsAreLarge() {
        for (var type : List.of("alpha", "beta", "gamma", "kappa", "lambda")) {
            Api.admin()
                    .body("""
                            {"source_type": "%s", "source_name": "A", "schema": [{"name": "id", "type": "Integer",
                             "description": "%s"}]}""".formatted(type, "a".repeat(500_000)))
                    .post("/v1/{id}/sources", accountId)
                    .then()
                    .statusCode(201);
        }

        Api.admin()
                .get("/v1/{id}/sources", accountId)
                .then()
                .body("sources.source_type", hasSize(4))
                .body("next", equalTo("kappa"));
        Api.admin()
                .get("/v1/{id}/sources?cursor=kappa", accountId)
                .then()
                .body("sources.source_type", contains("lambda", "member"));
    }

    /// Else many connections that read nothing fill the memory with a document each.
    @Test
    void givesAnAccountFewLargeAnswersAtOnce() {
        Api.admin().body(sized(LARGEST)).patch(path).then().statusCode(200);
        var other = Api.newAccount();
        Api.newMember(other);
        var readers = new ArrayList<RawConnection>();
        try {
            var refused = await().atMost(LIMIT)
                    .until(
                            () -> {
                                IntStream.range(0, 4)
                                        .forEach(_ -> readers.add(readingNothing("GET %s HTTP/1.1\r\n", "")));
                                return Api.admin().get(path);
                            },
                            answer -> answer.statusCode() == 429);

            problem(
                    refused,
                    429,
                    "Account %s already has 4 large answers going on, which is the limit. Try again in 5 s."
                            .formatted(accountId));
            refused.then().header("Retry-After", "5");
            Api.admin().get("/v1/{id}/sources", accountId).then().statusCode(429);
            Api.admin().get("/v1/{id}/sources/member", accountId).then().statusCode(429);
            Api.admin().get(path + "/versions/2").then().statusCode(429);
            Api.admin().get(path + "/versions").then().statusCode(200);
            Api.service("validator-service").get(path).then().statusCode(200);
            Api.admin().get("/v1/{id}/sources/member/schema", other).then().statusCode(200);
        } finally {
            readers.forEach(RawConnection::close);
        }
        await().atMost(LIMIT).until(() -> Api.admin().get(path).statusCode() == 200);
    }

    /// A change that is refused after it was made would not do, so its place is there from the start.
    @Test
    void keepsThePlaceOfAChangeUntilItsAnswerIsTaken() {
        Api.admin().body(sized(LARGEST)).patch(path).then().statusCode(200);
        var readers = new ArrayList<RawConnection>();
        try {
            var refused = await().atMost(LIMIT)
                    .until(
                            () -> {
                                IntStream.range(0, 16)
                                        .forEach(_ -> readers.add(readingNothing(
                                                "PATCH %s HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n",
                                                "{}")));
                                return Api.admin().body("{}").patch(path);
                            },
                            answer -> answer.statusCode() == 429);

            problem(
                    refused,
                    429,
                    "Account %s already has 16 changes of schemas going on, which is the limit. Try again in 5 s."
                            .formatted(accountId));
        } finally {
            readers.forEach(RawConnection::close);
        }
        await().atMost(LIMIT).until(() -> Api.admin().body("{}").patch(path).statusCode() == 200);
    }

    /// Requests one after another, for more than the connection holds.
    private RawConnection readingNothing(String begin, String body) {
        var connection = RawConnection.slow(RestAssured.port, LIMIT);
        connection.write((begin.formatted(path)
                        + "Host: a\r\nAuthorization: Bearer %s\r\n\r\n%s".formatted(Api.adminToken(), body))
                .repeat(12));
        return connection;
    }

    /// Versions 2 to 1,005 exist; the next one is 1,006, so 1 to 6 are beyond the 1,000 that are kept.
    @Test
    void removesOldVersionsThatNoJobNames() {
        run("""
                insert into source_versions
                select source_id, n, source_name, description, declaration, now() - interval '2 years', 7,
                  case n when 2 then now() - interval '399 days' when 3 then now() - interval '402 days' end
                from source_versions, generate_series(2, 1005) n where source_id = $1 and version = 1""");
        run("update source_versions set read_at = null where source_id = $1 and version = 1");
        run("update sources set version = 1005 where source_id = $1");

        Api.admin().body("{\"description\": \"New\"}").patch(path).then().statusCode(200);

        assertThat(versions()).hasSize(1_001).startsWith(2, 7, 8).endsWith(1_005, 1_006);
    }

    @Test
    void knowsThatAJobMayNameAVersionThatAServiceHasRead() {
        Api.tenant(accountId, 1).get(path).then().statusCode(200);
        assertThat(readVersions()).isEmpty();

        Api.service("validator-service").get(path).then().statusCode(200);
        assertThat(readVersions()).containsExactly(1);
    }

    private List<Integer> versions() {
        return select("select version from source_versions where source_id = $1 order by version");
    }

    private List<Integer> readVersions() {
        return select("select version from source_versions where source_id = $1 and read_at is not null");
    }

    private void run(String sql) {
        database.preparedQuery(sql).execute(source()).await().indefinitely();
    }

    private List<Integer> select(String sql) {
        var rows = database.preparedQuery(sql).execute(source()).await().indefinitely();
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getInteger(0))
                .toList();
    }

    private Tuple source() {
        Row row = database.preparedQuery("select source_id from sources where accuid = $1 and source_type = 'member'")
                .execute(Tuple.of(accountId))
                .await()
                .indefinitely()
                .iterator()
                .next();
        return Tuple.of(row.getLong(0));
    }

    /// A change that is as long as given.
    private static String sized(int bytes) {
        var start = "{\"schema\": [{\"name\": \"id\", \"type\": \"String\", \"description\": \"";
        var end = "\"}]}";
        return start + "a".repeat(bytes - start.length() - end.length()) + end;
    }
}
