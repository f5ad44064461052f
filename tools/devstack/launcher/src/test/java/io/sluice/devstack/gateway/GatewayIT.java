package io.sluice.devstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.devstack.parts.tls.HttpsService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayIT {

    private static final int LARGE = 64 << 20;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch firstEventSeen = new CountDownLatch(1);
    private final CountDownLatch clientWaits = new CountDownLatch(1);
    private HttpServer service;
    private Gateway gateway;
    private URI url;

    @BeforeEach
    void start() throws Exception {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        service.createContext("/v1/acme/events", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                assertThat(firstEventSeen.await(10, TimeUnit.SECONDS)).isTrue();
                out.write("data: second\n\n".getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
            }
        });
        service.createContext("/v1/acme/files", exchange -> {
            long length;
            try (InputStream in = exchange.getRequestBody()) {
                length = in.transferTo(OutputStream.nullOutputStream());
            }
            byte[] answer = (exchange.getRequestMethod() + " " + length + " "
                            + exchange.getRequestHeaders().getFirst("Authorization") + " "
                            + exchange.getRequestURI().getRawQuery())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        service.createContext("/v1/acme/jobs/refusals", exchange -> {
            exchange.sendResponseHeaders(413, -1);
            exchange.close();
        });
        service.createContext("/v1/acme/jobs/slow", exchange -> {
            try (exchange) {
                clientWaits.await(IDLE.toMillis() * 2, TimeUnit.MILLISECONDS);
                exchange.sendResponseHeaders(200, -1);
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
            }
        });
        service.start();
        int port = Ports.free();
        gateway = Gateway.start(
                port,
                Map.of("job-service", service.getAddress().getPort(), "schema-service", Ports.free()),
                List.of(),
                IDLE);
        url = URI.create("http://127.0.0.1:" + port);
    }

    @AfterEach
    void stop() {
        gateway.close();
        service.stop(0);
        client.close();
    }

    @Test
    void passesRequestsToServicesOfTheTrustedAuthority() throws Exception {
        var authority = CertificateAuthority.temporary();

        assertThat(statusOver(authority.issue("service"), authority)).isEqualTo(204);
    }

    @Test
    void passesNothingToServicesOfAnotherAuthority() throws Exception {
        var own = CertificateAuthority.temporary().issue("service");

        assertThat(statusOver(own, CertificateAuthority.temporary())).isEqualTo(503);
    }

    @Test
    void passesNothingToServicesWithTheCertificateOfAnotherHost() throws Exception {
        var authority = CertificateAuthority.temporary();

        assertThat(statusOver(authority.issue("service", "dns:job.example"), authority))
                .isEqualTo(503);
    }

    @Test
    void passesLargeBodiesHeadersAndQueries() throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(url.resolve("/v1/acme/files?state=a%20b"))
                        .header("Authorization", "Bearer t")
                        .POST(BodyPublishers.ofByteArray(new byte[LARGE]))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("POST " + LARGE + " Bearer t state=a%20b");
    }

    @Test
    void passesEventsAsTheyCome() throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(url.resolve("/v1/acme/events")).build(), BodyHandlers.ofInputStream());

        try (BufferedReader events = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(events.readLine()).isEqualTo("data: first");
            firstEventSeen.countDown();
            assertThat(events.readLine()).isEmpty();
            assertThat(events.readLine()).isEqualTo("data: second");
        }
    }

    @Test
    void saysThatAServiceIsUnavailable() throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(url.resolve("/v1/accounts"))
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"status\":503,\"title\":\"Service Unavailable\",\"detail\":\"The schema-service cannot be"
                        + " reached at the moment. Try again in a few seconds.\",\"instance\":\"/v1/accounts\"}");
    }

    @Test
    void saysThatAPathIsUnknown() throws Exception {
        var answer = client.send(HttpRequest.newBuilder(url.resolve("/v3/acme")).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"status\":404,\"title\":\"Not Found\",\"detail\":\"There is nothing at /v3/acme. All paths"
                                + " begin with /v1 or /v2, such as /v1/{accuid}/sources, /v1/accounts or /v2/batches.\",\"instance\":\"/v3/acme\"}");
    }

    /// Clients of the Batch API show `message` alone.
    @Test
    void answersBelowV2WithTheKeysOfTheBatchApi() throws Exception {
        var answer =
                client.send(HttpRequest.newBuilder(url.resolve("/v2/batches")).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains(
                        "\"message\":\"The batch-service cannot be reached at the moment. Try again in a few seconds.\"",
                        "\"code\":503",
                        "\"developerMessage\":\"503 Service Unavailable: The batch-service cannot be reached",
                        "\"moreInfo\":\"The chapter Batches of docs/tenants.md describes each answer.\"");
    }

    @Test
    void passesTheWordThatTheServiceIsReadyForTheBody() throws Exception {
        try (Socket socket = connect(
                "PUT /v1/acme/files HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")) {
            assertThat(answerOn(socket)).startsWith("HTTP/1.1 100 Continue");

            socket.getOutputStream().write("abc".getBytes(StandardCharsets.US_ASCII));

            assertThat(answerOn(socket)).startsWith("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GE",
                "GET /v1/acme/files HTTP/1.1\r\nHost: a\r\nX: y",
                "GET /v1/acme/files HTTP/1.1\r\nHost: a\r\n\r\nGET /v1",
                "GET /v3 HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /v3 HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
                "POST /v1/acme/jobs/refusals HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000000\r\n\r\nabc"
            })
    void closesConnectionsThatWaitForTheirClient(String begin) throws Exception {
        try (Socket socket = connect(begin)) {
            // To its end.
            byte[] answered = socket.getInputStream().readAllBytes();

            assertThat(new String(answered, StandardCharsets.US_ASCII)).doesNotContain(" 5");
        }
    }

    @Test
    void keepsAConnectionWhileTheServiceIsAtWork() throws Exception {
        try (Socket socket = connect("GET /v1/acme/jobs/slow HTTP/1.1\r\nHost: a\r\n\r\n")) {
            assertThat(answerOn(socket)).startsWith("HTTP/1.1 200 OK");
        }
    }

    /// The client of such a body is answered while it still sends.
    @Test
    void passesARefusalOfABodyThatNeverEnds() throws Exception {
        try (Socket socket =
                connect("POST /v1/acme/jobs/refusals HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000000\r\n\r\n")) {
            String answer = answerOn(socket);

            assertThat(answer).startsWith("HTTP/1.1 413");
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /v1/acme/files HTTP/1.1\\r\\n                              | 400
            GET /v1/acme/files HTTP/1.1\\r\\nHost: a\\r\\nHost: a\\r\\n  | 400
            GET /v1/acme/files HTTP/1.1\\r\\nHost: a\\r\\nX Y: z\\r\\n   | 400
            GET /v1/acme/files HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n | 400
            GET /v1/acme/files HTTP/1.1\\r\\nHost: a\\r\\n              | 200
            GET /v1/acme/files HTTP/1.0\\r\\n                              | 200
            """)
    void takesRequestsWithOneHost(String head, int status) throws Exception {
        try (Socket socket = connect(head.replace("\\r\\n", "\r\n") + "\r\n")) {
            String answer = answerOn(socket);

            assertThat(answer).matches("(?s)HTTP/1.[01] " + status + " .*");
            if (status == 400) {
                assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
            }
        }
    }

    @Test
    void refusesLongHeads() throws Exception {
        try (Socket socket = connect("GET /" + "x".repeat(70_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")) {
            assertThat(answerOn(socket)).contains(" 414 ").contains("application/problem+json");
        }
        try (Socket socket = connect("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(70_000) + "\r\n\r\n")) {
            assertThat(answerOn(socket)).contains(" 431 ").contains("application/problem+json");
        }
    }

    private Socket connect(String begin) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /// The head of the answer.
    private static String answerOn(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /// The status that a gateway answers when the service shows this certificate.
    private int statusOver(CertificateAuthority.Certificate own, CertificateAuthority trusted) throws Exception {
        int port = Ports.free();
        try (var encrypted = HttpsService.start(own, "/", 204, "");
                var _ = Gateway.start(
                        port, Map.of("job-service", encrypted.port()), List.of(trusted.certificate()), IDLE)) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/acme/files".formatted(port)))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
