package io.sluice.validator.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.sluice.contracts.account.AccountId;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import io.sluice.devstack.parts.quarkus.ObjectStoreTestResource;
import io.sluice.devstack.parts.quarkus.SftpTestResource;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.RawConnection;
import io.sluice.fixtures.http.WrongValueRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /v1/{accuid}/sources/{source_type}/validate` over HTTP.
@QuarkusTest
@WithTestResource(KafkaTestResource.class)
@WithTestResource(ObjectStoreTestResource.class)
@WithTestResource(SftpTestResource.class)
@WithTestResource(SchemaStubResource.class)
class DryRunIT {
    private static final String PATH = "/v1/dry/sources/order/validate";
    private static final String GOOD = "id,name\n1,Ann\n2,Bo\n";
    private static final String BAD = "id,name\n1,Ann\nx,=Bo\n";

    @ConfigProperty(name = "sluice.test.sftp-volume")
    String volume;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "sluice.schema-service.url")
    String schemaUrl;

    /// The accounts that the service knows; one service runs for all tests.
    private static final Set<String> KNOWN = new HashSet<>();

    private Platform platform;

    @BeforeEach
    void connect() {
        platform = new Platform(Path.of(volume), bootstrapServers, schemaUrl);
        platform.putSchema("dry", "order", Platform.ORDER_SCHEMA);
        know("dry", "order");
        List.of("drip-1", "drip-2", "drip-3", "pause", "half").forEach(account -> know(account, "member"));
    }

    private static void know(String account, String source) {
        if (!KNOWN.add(account)) {
            return;
        }
        BrokerClient.ofApplication()
                .send(TestAccount.of(account).sources(source).facts());
        await().until(() -> given().auth()
                        .oauth2(Tokens.tenant(new AccountId(account)))
                        .contentType(ContentType.TEXT)
                        .body(GOOD)
                        .post("/v1/" + account + "/sources/order/validate")
                        .statusCode()
                != 503);
    }

    @AfterEach
    void disconnect() {
        platform.close();
    }

    @Test
    void returnsTheReportOfAValidBody() {
        request("text/csv")
                .body(GOOD)
                .post(PATH)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("status", equalTo("success"))
                .body("error_msg", nullValue())
                .body("schema_version", equalTo(3))
                .body("complete", equalTo(true))
                .body("rows", equalTo(2))
                .body("rows_accepted", equalTo(2))
                .body("error_count", equalTo(0))
                .body("totals", hasSize(0))
                .body("truncated", equalTo(false))
                .body("errors", hasSize(0))
                .body("job_id", nullValue());
    }

    @Test
    void returnsTheReportOfAnInvalidBody() {
        request("text/csv; charset=UTF-8")
                .body(BAD)
                .post(PATH)
                .then()
                .statusCode(200)
                .body("status", equalTo("failed"))
                .body("error_msg", equalTo("Invalid data type in column [id] at line 3; 1 error in 2 rows"))
                .body("error_count", equalTo(1))
                .body("errors.code", contains("type-error"))
                .body("errors[0].line", equalTo(3))
                .body("totals[0].count", equalTo(1));
    }

    @Test
    void returnsCsvIfAccepted() {
        var csv = request("text/csv")
                .accept("text/csv")
                .body(BAD)
                .post(PATH)
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();

        assertThat(csv).startsWith("line,record,column,code,rule,value,message\n3,2,id,type-error,,x,");
    }

    @Test
    void readsTsv() {
        request("text/tab-separated-values")
                .body("id\tname\n1\tA, B\n")
                .post(PATH)
                .then()
                .statusCode(200)
                .body("status", equalTo("success"));
    }

    @Test
    void reportsAnEmptyBody() {
        request("text/csv").post(PATH).then().statusCode(200).body("errors.code", contains("empty-file"));
    }

    @Test
    void refusesOtherContentTypes() {
        request("application/json")
                .body("{}")
                .post(PATH)
                .then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body(
                        "detail",
                        equalTo(
                                "The Content-Type is application/json, expected text/csv or text/tab-separated-values."));
    }

    @Test
    void refusesAnotherCharset() {
        request("text/csv; charset=ISO-8859-1")
                .body(GOOD)
                .post(PATH)
                .then()
                .statusCode(415)
                .body("detail", equalTo("The charset is ISO-8859-1, expected utf-8."));
    }

    @Test
    void refusesAnUnsupportedAcceptHeader() {
        request("text/csv")
                .accept("application/xml")
                .body(GOOD)
                .post(PATH)
                .then()
                .statusCode(406)
                .contentType("application/problem+json")
                .body("detail", equalTo("The report comes as application/json or text/csv, not as application/xml."));
    }

    @Test
    void refusesALargeBodyByItsLength() {
        request("text/csv")
                .body("id,name\n" + "1,Ann\n".repeat(50_000))
                .post(PATH)
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body(
                        "detail",
                        equalTo(
                                "The body is larger than 102,400 bytes, the limit of a dry run. Upload the file over SFTP, or send its first part."));
    }

    @Test
    void answersNotFoundForAnUnregisteredSource() {
        request("text/csv")
                .body(GOOD)
                .post("/v1/dry/sources/member/validate")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body(
                        "detail",
                        equalTo("Account dry has no source \"member\". Its sources are listed at /v1/dry/sources."));
    }

    @Test
    void requiresAToken() {
        given().contentType("text/csv").body(GOOD).post(PATH).then().statusCode(401);
    }

    @Test
    void refusesAnotherAccount() {
        request("text/csv")
                .body(GOOD)
                .post("/v1/other/sources/order/validate")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    /// A check costs more than a reading token may spend.
    @Test
    void refusesATokenThatMayOnlyRead() {
        given().auth()
                .oauth2(Tokens.tenantWith("dry", "scope", "read"))
                .contentType("text/csv")
                .body(GOOD)
                .post(PATH)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void limitsConcurrentDryRunsOfAnAccount() throws IOException {
        try (var slow = socket()) {
            beginBody(slow.getOutputStream(), "dry");

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> request("text/csv")
                            .body(GOOD)
                            .post(PATH)
                            .then()
                            .statusCode(429)
                            .header("Retry-After", "5")
                            .contentType("application/problem+json"));
            slow.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            request("text/csv").body(GOOD).post(PATH).then().statusCode(200));
        }
    }

    @Test
    void answersWrongValuesWithProblems() {
        var run = WrongValueRun.against(RestAssured.port)
                .token("admin", Tokens.admin())
                .token("tenant", token())
                .parameter("accuid", "dry")
                .parameter("source_type", "order")
                .body("POST /v1/{accuid}/sources/{source_type}/validate", GOOD);

        var wrong = run.send();

        System.out.println("validator-service: " + run.summary());
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"102401", "1000000000000", "9223372036854775807"})
    void refusesADeclaredLengthAtOnce(String length) {
        var answer = RawConnection.ask(
                        RestAssured.port,
                        Duration.ofSeconds(10),
                        "POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nAuthorization: Bearer %s\r\nContent-Length: %s\r\n\r\nid"
                                .formatted(PATH, token(), length))
                .orElseThrow();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.header("Connection")).contains("close");
    }

    /// More slow bodies than checks may run; their senders never pause for too long.
    @Test
    void checksBodiesOfOthersWhileSlowOnesArrive() throws IOException {
        var slow = new ArrayList<Socket>();
        try (var drips = Executors.newSingleThreadScheduledExecutor()) {
            for (var account : List.of("drip-1", "drip-2", "drip-3")) {
                slow.add(socket());
                beginBody(slow.getLast().getOutputStream(), account);
            }
            var _ = drips.scheduleAtFixedRate(() -> slow.forEach(DryRunIT::drip), 200, 200, TimeUnit.MILLISECONDS);

            var answer = RawConnection.ask(
                    RestAssured.port,
                    Duration.ofSeconds(30),
                    "POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(PATH, token(), GOOD.length(), GOOD));

            assertThat(answer.orElseThrow().status()).isEqualTo(200);
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }

    private static void drip(Socket body) {
        try {
            body.getOutputStream().write("1\r\n1\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    @Test
    void answersTheNextRequestAfterABodyThatItDoesNotTake() throws IOException {
        var refused = "POST " + PATH
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90000\r\nAuthorization: Bearer "
                + token() + "\r\n\r\n" + "x".repeat(90_000);
        var next = "GET /nothing HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token() + "\r\n\r\n";

        try (var client = socket()) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write((refused + next).getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            var answers = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));

            assertThat(answers.lines()
                            .map(DryRunIT::status)
                            .filter(status -> !status.isEmpty())
                            .limit(2))
                    .containsExactly("415", "404");
        }
    }

    /// An answer's document ends without a line break, so the next answer begins behind it.
    private static String status(String line) {
        var begin = line.indexOf("HTTP/1.1 ");
        return begin < 0 ? "" : line.substring(begin + 9, begin + 12);
    }

    @Test
    void refusesBodyWhoseSenderPauses() throws IOException {
        try (var slow = socket()) {
            slow.setSoTimeout(20_000);
            beginBody(slow.getOutputStream(), "pause");

            var answer = new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.US_ASCII));

            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 408 Request Timeout");
            assertThat(answer.lines().takeWhile(line -> !line.isEmpty())).contains("Connection: close");
        }
    }

    @Test
    void leavesNothingOfABodyOnTheDisk() throws IOException {
        try (var half = socket()) {
            beginBody(half.getOutputStream(), "half");
            for (int i = 0; i < 20; i++) {
                half.getOutputStream()
                        .write(("1000\r\n" + "1,Ann\n".repeat(683).substring(0, 4096) + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            half.getOutputStream().flush();
            await().atMost(Duration.ofSeconds(20)).until(() -> unlinkedBodies() > 0);

            assertThat(Path.of(System.getProperty("java.io.tmpdir")).toFile().list())
                    .noneMatch(name -> name.startsWith("sluice-dry-run-"));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> unlinkedBodies() == 0);
    }

    /// Open files of this process that have no name any more.
    private static long unlinkedBodies() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.map(DryRunIT::target)
                    .filter(file -> file.contains("sluice-dry-run-") && file.endsWith("(deleted)"))
                    .count();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    @Test
    void checksManyUniqueColumnsInTheMemoryOfADryRun() {
        var fields = IntStream.range(0, 1_000)
                .mapToObj("{\"name\": \"c%d\", \"type\": \"String\", \"constraints\": {\"unique\": true}}"::formatted)
                .collect(Collectors.joining(","));
        platform.putSchema("dry", "wide", """
                {"source_type": "wide", "source_name": "Wide", "description": "", "version": 1, "schema": [%s],
                 "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}""".formatted(fields));

        request("text/csv")
                .body("%s\n%s\n%s\n".formatted(row("c%d"), row("a%d"), row("b%d")))
                .post("/v1/dry/sources/wide/validate")
                .then()
                .statusCode(200)
                .body("status", equalTo("success"))
                .body("rows", equalTo(2));
    }

    private static String row(String cell) {
        return IntStream.range(0, 1_000).mapToObj(cell::formatted).collect(Collectors.joining(","));
    }

    private static Socket socket() throws IOException {
        var uri = URI.create(RestAssured.baseURI + ":" + RestAssured.port);
        return new Socket(uri.getHost(), uri.getPort());
    }

    private static void beginBody(OutputStream out, String account) throws IOException {
        out.write(("POST /v1/" + account
                        + "/sources/order/validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nAuthorization: Bearer "
                        + Tokens.tenant(new AccountId(account))
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nid,name\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static RequestSpecification request(String contentType) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("text/csv", ContentType.TEXT)
                                .encodeContentTypeAs("text/tab-separated-values", ContentType.TEXT)))
                .header("Authorization", "Bearer " + token())
                .contentType(contentType);
    }

    private static String token() {
        return Tokens.tenant(new AccountId("dry"));
    }
}
