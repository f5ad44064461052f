package io.sluice.web.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.fixtures.Tokens;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// Bodies as bytes on a connection, because no HTTP client sends them so badly.
@QuarkusTest
class BodyIntakeQuarkusTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Test
    void receivesBodyOfKnownLength() throws IOException {
        try (var client = connect()) {
            send(client, head("Content-Length: 60000") + "x".repeat(60_000));

            assertThat(answer(client)).startsWith("HTTP/1.1 200").endsWith("{\"bytes\": 60000, \"kept\": 60000}");
        }
    }

    @Test
    void receivesBodyInChunks() throws IOException {
        try (var client = connect()) {
            send(client, head("Transfer-Encoding: chunked") + "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");

            assertThat(answer(client)).startsWith("HTTP/1.1 200").endsWith("{\"bytes\": 7, \"kept\": 7}");
        }
    }

    @Test
    void receivesEmptyBody() throws IOException {
        try (var client = connect()) {
            send(client, head("Content-Length: 0"));

            assertThat(answer(client)).startsWith("HTTP/1.1 200").endsWith("{\"bytes\": 0, \"kept\": 0}");
        }
    }

    @Test
    void asksForBodyOfClientThatWaits() throws IOException {
        try (var client = connect()) {
            send(client, head("Content-Length: 3", "Expect: 100-continue"));
            assertThat(answer(client)).startsWith("HTTP/1.1 100");

            send(client, "abc");

            assertThat(answer(client)).startsWith("HTTP/1.1 200").endsWith("{\"bytes\": 3, \"kept\": 3}");
        }
    }

    @Test
    void answersBodyThatIsTooLargeWhileItStillArrives() throws IOException {
        try (var client = connect()) {
            send(client, head("Transfer-Encoding: chunked"));
            for (int i = 0; i < 40; i++) {
                send(client, "1000\r\n" + "x".repeat(4096) + "\r\n");
            }

            assertThat(answer(client)).startsWith("HTTP/1.1 413").contains("The body is too large.");
        }
    }

    @Test
    void answersBodyThatPauses() throws IOException {
        try (var client = connect()) {
            send(client, head("Content-Length: 10").replace("/slow ", "/pausing ") + "abc");

            assertThat(answer(client))
                    .startsWith("HTTP/1.1 408")
                    .contains("The body did not arrive in time: it may pause for 1 s and take 3600 s in total.");
        }
    }

    @Test
    void endsConnectionOfBodyThatDrips() throws IOException {
        try (var client = connect()) {
            send(client, head("Content-Length: 1000"));

            await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(100)).until(refusesByte(client));

            assertThat(answer(client)).startsWith("HTTP/1.1 408");
        }
    }

    /// Quarkus itself would read on for as long as bytes come.
    @Test
    void endsConnectionOfRefusedBodyThatDrips() throws IOException {
        try (var client = connect()) {
            send(client, head("Content-Length: 60000").replace("/slow ", "/slow?x=1 "));
            assertThat(answer(client)).startsWith("HTTP/1.1 400");

            await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(100)).until(refusesByte(client));
        }
    }

    private static Callable<Boolean> refusesByte(Socket client) {
        return () -> {
            try {
                send(client, "x");
                return client.getInputStream().available() > 0;
            } catch (SocketException closed) {
                return true;
            }
        };
    }

    private static Socket connect() throws IOException {
        var uri = URI.create(RestAssured.baseURI + ":" + RestAssured.port);
        var socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout((int) TIMEOUT.toMillis());
        return socket;
    }

    private static String head(String... headers) {
        return "POST /v1/acme/slow HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
                .formatted(Tokens.role("admin").sign(), String.join("\r\n", headers));
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    /// What the server sends next; an answer here is small enough to come in one piece.
    private static String answer(Socket client) throws IOException {
        var buffer = new byte[8192];
        var length = client.getInputStream().read(buffer);
        return length < 0 ? "" : new String(buffer, 0, length, StandardCharsets.UTF_8);
    }
}
