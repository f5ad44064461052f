package io.sluice.batch.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.sluice.batch.parts.Client;
import io.sluice.batch.parts.Client.Allocated;
import io.sluice.contracts.account.AccountState;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.http.RawAnswer;
import io.sluice.fixtures.http.RawConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients do on the wire. The sender of a body may pause for 2 s in these tests, and take 59 minutes.
@QuarkusTest
class UploadSocketIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Client client;
    private Allocated batch;

    @BeforeEach
    void allocate() {
        client = Client.ofFreshAccount();
        batch = client.allocated(Client.file(100_000));
    }

    @Test
    void takesChunksWithoutLength() {
        try (var connection = open()) {
            connection.write(head("Transfer-Encoding: chunked"));
            writeChunk(connection, part(0, 60_000));
            writeChunk(connection, part(60_000, 100_000));
            connection.write("0\r\n\r\n");

            assertThat(status(connection)).isEqualTo(200);
        }
        assertThat(client.code(batch.uuid())).isEqualTo("fileprocessing");
    }

    @Test
    void refusesChunksOfOtherLength() {
        try (var shorter = open();
                var longer = open()) {
            shorter.write(head("Transfer-Encoding: chunked"));
            writeChunk(shorter, part(0, 99_999));
            shorter.write("0\r\n\r\n");
            assertThat(detail(shorter))
                    .isEqualTo(
                            "The body has 99999 bytes, but the batch was allocated with the size 100000. Send all bytes of the file and nothing else.");

            longer.write(head("Transfer-Encoding: chunked"));
            writeChunk(longer, batch.file());
            writeChunk(longer, "x".getBytes(StandardCharsets.UTF_8));
            longer.write("0\r\n\r\n");
            assertThat(detail(longer))
                    .isEqualTo(
                            "The body has more than 100000 bytes, but the batch was allocated with the size 100000. Send all bytes of the file and nothing else.");
        }
        assertTriesAgain();
    }

    /// The client learns it before it sends the body.
    @Test
    void refusesOtherDeclaredLengthAtOnce() {
        try (var connection = open()) {
            connection.write(head("Content-Length: 99999999999\r\nExpect: 100-continue"));

            assertThat(detail(connection))
                    .isEqualTo(
                            "The body has 99999999999 bytes, but the batch was allocated with the size 100000. Send all bytes of the file and nothing else.");
        }
        assertTriesAgain();
    }

    @Test
    void letsBodyComeAfterContinue() {
        try (var connection = open()) {
            connection.write(head("Content-Length: 100000\r\nExpect: 100-continue"));
            assertThat(connection.awaitsBody()).isTrue();

            connection.write(batch.file());

            assertThat(status(connection)).isEqualTo(200);
        }
    }

    @Test
    void cutsUploadThatStalls() {
        try (var connection = open()) {
            connection.write(head("Content-Length: 100000"));
            connection.write(part(0, 70_000));

            var answer = connection.answer().orElseThrow();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.header("Connection")).contains("close");
            assertThat(answer.header("Content-Type")).contains("application/problem+json");
            var sentence = "The body did not arrive in time: it may pause for 2 s and take 3540 s in total.";
            var problem = new JsonPath(answer.text());
            assertThat(problem.getString("detail")).isEqualTo(sentence);
            assertThat(problem.getString("message")).isEqualTo(sentence);
            assertThat(problem.getInt("code")).isEqualTo(408);
            assertThat(connection.answer()).isEmpty();
        }
        assertTriesAgain();
    }

    /// What refuses them has not read a byte.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        PUT    | &x=1 | 400
        POST   |      | 405
        PUT    | x    | 401
        """)
    void readsBodiesOfRefusedRequests(String method, @Nullable String altered, int status) {
        try (var connection = open()) {
            connection.write(head("Content-Length: 100000")
                    .replaceFirst("PUT [^ ]*", method + " " + batch.location() + (altered == null ? "" : altered)));
            connection.write(batch.file());
            assertThat(status(connection)).isEqualTo(status);

            connection.write(head("Content-Length: 100000"));
            connection.write(batch.file());

            assertThat(status(connection)).isEqualTo(200);
        }
    }

    /// What comes may fill the day, or break off.
    @Test
    void refusesForAWhileWhatDoesNotFitIntoTheDayBesideUploadsUnderWay() {
        client = Client.of(TestAccount.fresh().limits(1_000_000, 190_000));
        batch = client.allocated(Client.file(100_000));
        var second = client.allocated(Client.file(100_000));
        try (var connection = open();
                var dripping = Executors.newSingleThreadScheduledExecutor()) {
            connection.write(head("Content-Length: 100000\r\nExpect: 100-continue"));
            assertThat(connection.awaitsBody()).isTrue();
            connection.write(part(0, 70_000));
            var sent = new AtomicInteger(70_000);
            var _ = dripping.scheduleWithFixedDelay(
                    () -> connection.write(part(sent.get(), sent.incrementAndGet())), 0, 300, TimeUnit.MILLISECONDS);

            var refused = Client.upload(second);

            assertThat(refused.jsonPath().getString("detail"))
                    .isEqualTo(
                            "Of the account's day 190,000 bytes are left, and its uploads under way may need them: 100,000 bytes do not fit beside them. Try again in 5 s.");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
        }
        await().atMost(TIMEOUT).until(() -> Client.upload(second).statusCode() == 200);
        assertThat(client.code(batch.uuid())).isEqualTo("uploading");
    }

    /// Six accounts hold all 12 places of these tests, with a byte now and then.
    @Test
    void letsAFurtherAccountInWhileSlowOnesHoldAllPlaces() {
        var slow = new ArrayList<RawConnection>();
        var dripping = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int i = 0; i < 12; i++) {
                if (i % 2 == 0) {
                    client = Client.ofFreshAccount();
                    batch = client.allocated(Client.file(100_000));
                }
                var connection = open();
                connection.write(head("Content-Length: 100000"));
                slow.add(connection);
            }
            var sent = new AtomicInteger();
            var _ = dripping.scheduleWithFixedDelay(
                    () -> {
                        var next = part(sent.get(), sent.incrementAndGet());
                        slow.forEach(connection -> connection.write(next));
                    },
                    0,
                    200,
                    TimeUnit.MILLISECONDS);

            var further = Client.ofFreshAccount().allocated(Client.file(100_000));

            assertThat(Client.upload(further).statusCode()).isEqualTo(200);
        } finally {
            dripping.shutdownNow();
            slow.forEach(RawConnection::close);
        }
        assertTriesAgain();
    }

    @Test
    void takesFileAfterUploadThatBrokeOff() {
        try (var connection = open()) {
            connection.write(head("Content-Length: 100000"));
            connection.write(part(0, 70_000));
        }
        assertTriesAgain();
    }

    @Test
    void letsOneOfTwoUploadsWin() {
        try (var slow = open();
                var fast = open()) {
            slow.write(head("Content-Length: 100000"));
            slow.write(part(0, 70_000));
            fast.write(head("Content-Length: 100000"));
            fast.write(batch.file());
            assertThat(status(fast)).isEqualTo(200);

            slow.write(part(70_000, 100_000));

            assertThat(status(slow)).isEqualTo(409);
        }
        assertThat(client.code(batch.uuid())).isEqualTo("fileprocessing");
    }

    /// The batch has its file, so nothing is corrupted.
    @Test
    void answersDamagedUploadThatComesSecondWith409() {
        var damaged = batch.file().clone();
        damaged[99_999]++;
        try (var slow = open()) {
            slow.write(head("Content-Length: 100000"));
            slow.write(Arrays.copyOfRange(damaged, 0, 70_000));
            assertThat(Client.upload(batch).statusCode()).isEqualTo(200);

            slow.write(Arrays.copyOfRange(damaged, 70_000, 100_000));

            assertThat(status(slow)).isEqualTo(409);
        }
        assertThat(client.code(batch.uuid())).isEqualTo("fileprocessing");
    }

    /// The account is suspended before the last byte.
    @Test
    void storesNothingOfAccountThatWasSuspendedMeanwhile() {
        try (var slow = open()) {
            slow.write(head("Content-Length: 100000"));
            slow.write(part(0, 70_000));
            Client.BROKER.send(TestAccount.after(client.facts())
                    .state(AccountState.SUSPENDED)
                    .facts());
            var sent = new AtomicInteger(70_000);
            await().atMost(TIMEOUT).until(() -> {
                // The body may not pause for long.
                slow.write(part(sent.get(), sent.incrementAndGet()));
                return client.status(batch.uuid()).statusCode() == 403;
            });

            slow.write(part(sent.get(), 100_000));

            assertThat(status(slow)).isEqualTo(403);
        }
    }

    /// Vert.x refuses them before REST sees the request.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        GET /v2/batches?x={} HTTP/1.1~Host: a~~ | 400 | The address is malformed: Illegal character at its character 15.
        GET /v2/batches HTTP/1.1~~ | 400 | The request has 0 headers Host, expected one.
        GET /v2/batches HTTP/1.1~Host: a~Host: b~~ | 400 | The request has 2 headers Host, expected one.
        GET /v2/batches?%s HTTP/1.1~Host: a~~ | 414 | The address has 9012 characters, expected at most 8000.
        GET /v2/batches HTTP/1.1~Host: a~X-%s: %s~~ | 431 | The headers have 18007 characters, expected at most 16000.
        PUT /v2/batches/1 HTTP/1.1~Host: a~Content-Length: 999999999999999~~ | 413 | The body has 999999999999999 bytes, expected at most 107374182400.
        """)
    void givesAnswersOfTheServerTheKeysOfPublishedClients(String request, int status, String message) {
        try (var connection = open()) {
            connection.write(request.replace("%s", "a".repeat(9_000)).replace("~", "\r\n"));

            var answer = connection.answer().orElseThrow();

            var problem = new JsonPath(answer.text());
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("Content-Type")).contains("application/problem+json");
            assertThat(problem.getString("message")).isEqualTo(message);
            assertThat(problem.getInt("code")).isEqualTo(status);
            assertThat(problem.getString("developerMessage"))
                    .startsWith(status + " ")
                    .endsWith(": " + message);
            assertThat(problem.getString("moreInfo")).contains("docs/tenants.md");
        }
    }

    @Test
    void answersHeadOfASignedUploadAddressWithoutABody() {
        try (var connection = open()) {
            connection.write("HEAD %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".formatted(batch.location()));

            var answer = connection.answer().orElseThrow();

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.text()).isEmpty();
        }
        assertTriesAgain();
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() {
        try (var connection = open()) {
            connection.write(head("Content-Length: 100000"));
            connection.write(batch.file());
            connection.write("GET /v2/batches/%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n"
                    .formatted(batch.uuid(), client.token()));

            assertThat(status(connection)).isEqualTo(200);
            assertThat(connection.answer().orElseThrow().text()).contains("\"code\":\"fileprocessing\"");
        }
    }

    @Test
    void closesConnectionWhenAsked() {
        try (var connection = open()) {
            connection.write(head("Content-Length: 100000\r\nConnection: close"));
            connection.write(batch.file());

            var answer = connection.answer().orElseThrow();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Connection")).contains("close");
            assertThat(connection.answer()).isEmpty();
        }
    }

    private void assertTriesAgain() {
        assertThat(client.code(batch.uuid())).isEqualTo("uploading");
        assertThat(Client.upload(batch).statusCode()).isEqualTo(200);
    }

    private String head(String headers) {
        return "PUT %s HTTP/1.1\r\nHost: a\r\nx-amz-server-side-encryption: AES256\r\nContent-Md5: %s\r\n%s\r\n\r\n"
                .formatted(batch.location(), Client.base64Md5(batch.file()), headers);
    }

    private byte[] part(int from, int to) {
        return Arrays.copyOfRange(batch.file(), from, to);
    }

    private static RawConnection open() {
        return RawConnection.to(RestAssured.port, TIMEOUT);
    }

    private static void writeChunk(RawConnection connection, byte[] bytes) {
        connection.write(Integer.toHexString(bytes.length) + "\r\n");
        connection.write(bytes);
        connection.write("\r\n");
    }

    private static int status(RawConnection connection) {
        return connection.answer().map(RawAnswer::status).orElseThrow();
    }

    private static String detail(RawConnection connection) {
        return connection
                .answer()
                .map(answer -> new JsonPath(answer.text()).getString("detail"))
                .orElseThrow();
    }
}
