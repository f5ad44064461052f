package io.sluice.web.connection;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.ManagementPort;
import io.sluice.fixtures.http.RawAnswer;
import io.sluice.fixtures.http.RawConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a raw socket gets. The idle timeout of these tests is two seconds.
@QuarkusTest
class ConnectionsQuarkusTest {
    private static final Duration LONG = Duration.ofSeconds(15);

    /// All at once, because each waits for the timeout.
    @Test
    void closesConnectionsOnWhichTheRestOfTheRequestDoesNotCome() {
        var connections = Stream.of(
                        "GE",
                        "GET /open HTTP/1.1\r\nHost: a\r\nX: y",
                        "POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
                        "POST /stream HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                        "POST /v1/acme/orders HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{")
                .map(begin -> {
                    var connection = RawConnection.to(RestAssured.port, LONG);
                    connection.write(begin);
                    return connection;
                })
                .toList();

        assertThat(connections).allSatisfy(connection -> {
            try (connection) {
                assertThat(connection.answer().map(RawAnswer::status)).isNotEqualTo(Optional.of(200));
            }
        });
    }

    @Test
    void closesConnectionOnWhichNoFurtherRequestComes() {
        try (var connection = RawConnection.to(RestAssured.port, LONG)) {
            connection.write("GET /open HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(connection.answer().orElseThrow().status()).isEqualTo(200);

            assertThat(connection.answer()).isEmpty();
        }
    }

    @Test
    void keepsConnectionWhileTheServiceIsAtWork() {
        try (var connection = RawConnection.to(RestAssured.port, LONG)) {
            connection.write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(connection.answer().orElseThrow().status()).isEqualTo(200);
            connection.write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(connection.answer().orElseThrow().status()).isEqualTo(200);
        }
    }

    /// One large answer may be on its way here.
    @Test
    void keepsThePlaceOfALargeAnswerUntilItsReaderHasTakenItOrIsCut() {
        try (var slow = RawConnection.slow(RestAssured.port, LONG)) {
            slow.write("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
            var refused = await().atMost(LONG).until(() -> get("/large"), answer -> answer.statusCode() == 429);

            assertThat(refused.jsonPath().getString("detail"))
                    .isEqualTo(
                            "Account acme already has 1 large answers going on, which is the limit. Try again in 5 s.");
            await().atMost(LONG).until(() -> get("/large").statusCode() == 200);
        }
        var gone = RawConnection.slow(RestAssured.port, LONG);
        gone.write("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
        gone.close();
        await().atMost(LONG).until(() -> get("/large").statusCode() == 200);
        await().atMost(LONG).until(() -> given().head("/large").statusCode() == 200);
        await().atMost(LONG).until(() -> get("/large"), answer -> answer.asByteArray().length == 16_000_000);
    }

    /// The thread of an answer in several pieces would wait for the client between them.
    @Test
    void handsAnAnswerOverInOnePiece() {
        var answer = ask("GET /whole HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(answer.header("Content-Length"))
                .contains(Integer.toString(answer.text().length()));
        assertThat(answer.text()).hasSizeGreaterThan(70_000);
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() {
        try (var connection = RawConnection.to(RestAssured.port, LONG)) {
            connection.write("GET /whole HTTP/1.1\r\nHost: a\r\n\r\nGET /open HTTP/1.1\r\nHost: a\r\n\r\n".repeat(20));

            for (int i = 0; i < 20; i++) {
                assertThat(connection.answer().orElseThrow().text()).hasSizeGreaterThan(70_000);
                assertThat(connection.answer().orElseThrow().text()).isEqualTo("{}");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                    | The request has 0 headers Host, expected one.
            Host: a\\r\\n          |
            Host: a\\r\\nHost: a\\r\\n | The request has 2 headers Host, expected one.
            Host: a\\r\\nhost: b\\r\\n | The request has 2 headers Host, expected one.
            """)
    void takesRequestsWithOneHost(String headers, String detail) {
        var answer = ask("GET /open HTTP/1.1\r\n" + headers.replace("\\r\\n", "\r\n") + "\r\n");

        if (detail == null) {
            assertThat(answer.status()).isEqualTo(200);
        } else {
            problem(answer, 400, detail);
        }
    }

    @Test
    void takesOldRequestsWithoutHost() {
        assertThat(ask("GET /open HTTP/1.0\r\n\r\n").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /v3/nothing      | 404
            GET /v1/acme/probe   | 401
            DELETE /open         | 405
            POST /v1/acme/orders | 415
            """)
    void refusesOldRequestsWithoutHostLikeOthers(String line, int status) {
        var answer = ask(line + " HTTP/1.0\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%zz",
                "/%",
                "/v1/acme%2",
                "/v1/{}",
                "/v1/<",
                "/v1/\"",
                "/v1/a|b",
                "/v1/a\\b",
                "/v1/a^b",
                "/%c0%af",
                "/%ff",
                "/v1/%ed%a0%80/probe",
                "/open?a=%zz",
                "/open?a=%ff",
                "/open?{",
                "//",
                "/v1/\u00ff"
            })
    void refusesMalformedAddresses(String address) {
        ask("GET /open HTTP/1.1\r\nHost: a\r\n\r\n");

        var answer = ask("GET " + address + " HTTP/1.1\r\nHost: a\r\n\r\n");

        problem(answer, 400, "is malformed");
    }

    /// The server itself refuses the last one.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/<        | Illegal character at its character 5.
            /open?a=%ff  | its percent encoding is no UTF-8.
            /open?x={}   | Illegal character at its character 9.
            /%zz         | Malformed escape pair at its character 2.
            """)
    void saysWhatIsWrongWithTheAddress(String address, String complaint) {
        var answer = ask("GET " + address + " HTTP/1.1\r\nHost: a\r\n\r\n");

        problem(answer, 400, "The address is malformed: " + complaint);
    }

    @Test
    void refusesLongAddresses() {
        problem(
                ask("GET /" + "x".repeat(8_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                414,
                "The address has 8001 characters, expected at most 8000.");
    }

    @Test
    void refusesLongHeaders() {
        problem(
                ask("GET /open HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(16_000) + "\r\n\r\n"),
                431,
                "The headers have 16006 characters, expected at most 16000.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"65537", "1000000000000", "9223372036854775807"})
    void refusesDeclaredLengthAtOnce(String length) {
        var answer = ask(
                "POST /v1/acme/orders HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n"
                        .formatted(Tokens.admin(), length));

        problem(answer, 413, "The body has " + length + " bytes, expected at most 65536.");
        assertThat(answer.header("Connection")).contains("close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/acme/orders", "/stream"})
    void refusesChunkedBodyThatIsTooLong(String path) {
        var head = "POST " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + Tokens.admin()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\na\r\n{\"name\": \"\r\n";
        var chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";

        var answer = ask(head + chunk.repeat(11) + "0\r\n\r\n");

        problem(answer, 413, "The body is larger than this service takes.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open", "/v1/acme/probe", "/v3/nothing", "/v1/acme/probe?nonsense=1", "/v1/%25"})
    void keepsAnswersOutOfCaches(String path) {
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff");
    }

    @Test
    void keepsRefusalsOfTheServerOutOfCaches() {
        var answer = ask("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /open?nonsense=1              | There is no query parameter "nonsense" here, expected none.
            /v1/acme/pages?date=20200125  | There is no query parameter "date" here, expected cursor, from, limit, to.
            /v1/acme/pages?limit=1&limit=2| The query parameter limit comes 2 times, expected once.
            """)
    void refusesQueryParametersThatTheResourceDoesNotTake(String address, String detail) {
        var answer = ask(
                "GET %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n".formatted(address, Tokens.admin()));

        problem(answer, 400, detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a/b/c", "\"", ";"})
    void refusesMalformedAccept(String accept) {
        for (var path : List.of("/stream", "/choice")) {
            problem(
                    ask("POST %s HTTP/1.1\r\nHost: a\r\nAccept: %s\r\nContent-Length: 0\r\n\r\n"
                            .formatted(path, accept)),
                    406,
                    "The header Accept asks for " + accept);
        }
    }

    @Test
    void countsRealRequestsAfterMadeUpOnes() {
        for (int i = 0; i < 130; i++) {
            get("/made/up/" + i);
            given().delete("/v1/acc" + i + "/orders");
            given().post("/v1/acc" + i + "/nothing");
            given().contentType("text/plain").body("x").post("/v1/acc" + i + "/orders");
            given().auth().oauth2(Tokens.admin()).get("/v1/acc" + i + "/pages?limit=x");
        }
        get("/open");

        var lines = get(ManagementPort.url("/q/metrics"))
                .asString()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count"))
                .toList();

        assertThat(lines).anyMatch(line -> line.contains("uri=\"/open\"")).noneMatch(line -> line.contains("acc12"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: a\u0000b",
                "X: a\u0001b",
                "X Y: z",
                "Content-Length: 99999999999999999999999",
                "Content-Length: 1\r\nContent-Length: 2"
            })
    void answersWhatIsNoHttpWithAProblem(String header) {
        ask("GET /open HTTP/1.1\r\nHost: a\r\n\r\n");

        var answer = ask("POST /stream HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n");

        problem(answer, 400, "The request is malformed: it is no HTTP, or its address is no URI.");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void answersHeadWithoutABody() {
        var answer = ask("HEAD /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEmpty();
    }

    private static RawAnswer ask(String request) {
        return RawConnection.ask(RestAssured.port, LONG, request).orElseThrow();
    }

    private static void problem(RawAnswer answer, int status, String detail) {
        assertThat(answer.text())
                .contains("\"status\":" + status, "\"title\":", "\"instance\":\"/")
                .contains(detail.replace("\"", "\\\""));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/problem+json");
    }
}
