package io.sluice.web.connection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.fixtures.http.ManagementPort;
import io.sluice.fixtures.http.RawAnswer;
import io.sluice.fixtures.http.RawConnection;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Health, metrics and the API's description are on the management port alone, which has limits of its own.
@QuarkusTest
class ManagementQuarkusTest {
    private static final Duration LONG = Duration.ofSeconds(15);

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/metrics", "/q/openapi"})
    void answersOnItsPort(String path) {
        given().get(ManagementPort.url(path))
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q",
                "/q/",
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/q/metrics",
                "/q/openapi",
                "/q/nothing",
                "/%71/health"
            })
    void hasNothingOnThePublicPort(String path) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void hasNoApi() {
        assertThat(ask("GET /v1/acme/probe HTTP/1.1\r\nHost: a\r\n\r\n").status())
                .isEqualTo(404);
    }

    /// All at once, because each takes as long as a connection may be idle.
    @Test
    void closesIdleConnections() {
        var connections = Stream.of(
                        "GE",
                        "GET /q/health/live HTTP/1.1\r\nHost: a\r\nX: y",
                        "POST /q/health/live HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
                        "POST /q/health/live HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                        "GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n")
                .map(begin -> {
                    var connection = RawConnection.to(ManagementPort.number(), LONG);
                    connection.write(begin);
                    return connection;
                })
                .toList();

        assertThat(connections).allSatisfy(connection -> {
            try (connection) {
                connection.answer();
                assertThat(connection.answer()).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /q/health/live HTTP/1.1\\r\\n                          | 400 | The request has 0 headers Host, expected one.
            GET /q/health/live HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n | 400 | The request has 2 headers Host, expected one.
            GET /q/%zz HTTP/1.1\\r\\nHost: a\\r\\n                     | 400 | is malformed
            POST /q/health HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1025\\r\\n          | 413 | The body is larger than this service takes.
            POST /q/health HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1000000000000\\r\\n | 413 | The body is larger than this service takes.
            """)
    void refusesWithAProblem(String head, int status, String detail) {
        var answer = ask(head.replace("\\r\\n", "\r\n") + "\r\n");

        assertThat(answer.text()).contains(detail);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void refusesChunkedBodies() {
        var answer = ask("POST /q/health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n401\r\n"
                + "x".repeat(0x401) + "\r\n0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void refusesLongHeads() {
        assertThat(ask("GET /" + "x".repeat(8_300) + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .status())
                .isEqualTo(414);
        assertThat(ask("GET /q/health HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(16_500) + "\r\n\r\n")
                        .status())
                .isEqualTo(431);
    }

    /// A page in the browser of an operator must not read them.
    @Test
    void isNotForPagesOfOtherOrigins() {
        given().header("Origin", "https://evil.example")
                .get(ManagementPort.url("/q/health/live"))
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    private static RawAnswer ask(String request) {
        return RawConnection.ask(ManagementPort.number(), LONG, request).orElseThrow();
    }
}
