package io.sluice.validator.it;

import static io.sluice.validator.it.DryRunCalls.GOOD;
import static io.sluice.validator.it.DryRunCalls.PATH;
import static io.sluice.validator.it.DryRunCalls.beginBody;
import static io.sluice.validator.it.DryRunCalls.know;
import static io.sluice.validator.it.DryRunCalls.request;
import static io.sluice.validator.it.DryRunCalls.socket;
import static io.sluice.validator.it.DryRunCalls.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.contracts.account.AccountId;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import io.sluice.devstack.parts.quarkus.ObjectStoreTestResource;
import io.sluice.devstack.parts.quarkus.SftpTestResource;
import io.sluice.fixtures.Unused;
import io.sluice.fixtures.http.RawConnection;
import io.sluice.web.answer.FairAnswers;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How the bodies of dry runs are received: slow ones, large ones, several at once.
@QuarkusTest
@WithTestResource(KafkaTestResource.class)
@WithTestResource(ObjectStoreTestResource.class)
@WithTestResource(SftpTestResource.class)
@WithTestResource(SchemaStubResource.class)
class DryRunBodiesIT {
    /// Of a reader that is not asked before its document is made.
    private static final HttpServerRequest UNUSED = Unused.of(HttpServerRequest.class);

    @Inject
    FairAnswers answers;

    @ConfigProperty(name = "sluice.test.sftp-volume")
    String volume;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "sluice.schema-service.url")
    String schemaUrl;

    private Platform platform;

    @BeforeEach
    void connect() {
        platform = new Platform(Path.of(volume), bootstrapServers, schemaUrl);
        platform.putSchema("dry", "order", Platform.ORDER_SCHEMA);
        know("dry", "order");
        List.of("drip-1", "drip-2", "drip-3", "pause", "half").forEach(account -> know(account, "member"));
    }

    @AfterEach
    void disconnect() {
        platform.close();
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

    /// Else many connections that read nothing fill the memory with a report each. A document that is not
    /// made yet stands for an answer that its reader does not take: both keep their place.
    @Test
    void givesAnAccountFourLargeReportsAtOnce() throws InterruptedException {
        var large = "id,name\n" + ("x".repeat(40) + ",Ann\n").repeat(1_000);
        var begun = new CountDownLatch(4);
        var taken = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                var _ = threads.submit(() -> answers.answer(new AccountId("dry"), UNUSED, () -> {
                    begun.countDown();
                    await().atMost(Duration.ofSeconds(60)).until(() -> taken.getCount() == 0);
                    throw new IllegalStateException("it was taken");
                }));
            }
            try {
                assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

                request("text/csv")
                        .body(large)
                        .post(PATH)
                        .then()
                        .statusCode(429)
                        .header("Retry-After", "5")
                        .body(
                                "detail",
                                equalTo(
                                        "Account dry already has 4 reports of dry runs going on, which is the limit. Try again in 5 s."));
                request("text/csv")
                        .accept("text/csv")
                        .body(large)
                        .post(PATH)
                        .then()
                        .statusCode(429);
                request("text/csv").body(GOOD).post(PATH).then().statusCode(200);
            } finally {
                taken.countDown();
            }
        }
        request("text/csv").body(large).post(PATH).then().statusCode(200).body("errors", hasSize(1_000));
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
            var _ = drips.scheduleAtFixedRate(
                    () -> slow.forEach(DryRunBodiesIT::drip), 200, 200, TimeUnit.MILLISECONDS);

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
                            .map(DryRunBodiesIT::status)
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
            return files.map(DryRunBodiesIT::target)
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
}
