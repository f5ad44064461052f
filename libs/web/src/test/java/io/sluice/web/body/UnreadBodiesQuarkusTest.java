package io.sluice.web.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.RawConnection;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests that are refused before anyone reads their bodies.
@QuarkusTest
class UnreadBodiesQuarkusTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /// Each is a piece of its own for the server, and the server takes a few before it waits for a reader.
    private static final String PIECES = "1\r\nx\r\n".repeat(5_000) + "0\r\n\r\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /v1/acme/slow?x=1     | admin | X: y                       | 400
            POST /v1/acme/slow         | none  | X: y                       | 401
            POST /v1/acme/slow         | guest | X: y                       | 403
            POST /v3/nothing           | admin | X: y                       | 404
            DELETE /v1/acme/slow       | admin | X: y                       | 405
            POST /v1/acme/slow         | admin | Accept: text/xml           | 406
            POST /v1/acme/orders       | admin | Content-Type: text/plain   | 415
            POST /stream?x=1           | none  | X: y                       | 400
            GET /v1/acme/probe         | admin | X: y                       | 200
            """)
    void takesNextRequestOfConnection(String line, String role, String header, int status) {
        try (var connection = RawConnection.to(RestAssured.port, TIMEOUT)) {
            connection.write("%s HTTP/1.1\r\nHost: a\r\n%s\r\n%sTransfer-Encoding: chunked\r\n\r\n"
                    .formatted(line, header, authorization(role)));
            connection.write(PIECES);
            var answer = connection.answer().orElseThrow();

            connection.write("GET /open HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(answer.status()).isEqualTo(status);
            assertThat(connection.answer().orElseThrow().status()).isEqualTo(200);
        }
    }

    private static String authorization(String role) {
        return role.equals("none")
                ? ""
                : "Authorization: Bearer %s\r\n".formatted(Tokens.role(role).sign());
    }
}
