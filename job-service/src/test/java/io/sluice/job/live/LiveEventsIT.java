package io.sluice.job.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.file.JobId;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.RawConnection;
import io.sluice.job.parts.Api;
import io.sluice.job.parts.TestBatch;
import io.sluice.job.parts.TestJob;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LiveEventsIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final AtomicInteger PROBES = new AtomicInteger();

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeConnections() {
        client.shutdownNow();
    }

    @Test
    void streamsTheEventsOfAJob() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", Instant.now());
        var stream = open(account, Tokens.tenant(account));
        awaitStream(account);

        BROKER.send(job.claimed());
        awaitLine(job, "processing");
        BROKER.send(job.progressed(40_000, 2));
        awaitLine(job, "\"rows\":40000");
        BROKER.send(job.failed("File is empty; 1 error in 0 rows"));
        awaitLine(job, "\"status\":\"failed\"");

        assertThat(stream).isNotDone();
        assertThat(lines.stream().filter(line -> line.startsWith("event:")).toList())
                .endsWith("event:claimed", "event:progress", "event:finished");
        assertThat(lines.stream().filter(line -> line.contains("\"failed\"")).toList())
                .singleElement()
                .asString()
                .startsWith("data:{\"source_type\":\"order\",\"source_name\":\"Order\"")
                .contains("\"error_msg\":\"File is empty; 1 error in 0 rows\"");
    }

    @Test
    void streamsTheEventsOfABatch() {
        var account = Api.knownAccount();
        var batch = TestBatch.of(account, Instant.now());
        var stream = open(account, Tokens.tenant(account));
        awaitStream(account);

        BROKER.send(batch.received());
        awaitLine(batch.id(), "processing");
        BROKER.send(batch.progressed(1, 40_000, 2));
        awaitLine(batch.id(), "\"rows\":40000");
        BROKER.send(batch.failed());
        awaitLine(batch.id(), "\"status\":\"failed\"");

        assertThat(stream).isNotDone();
        assertThat(lines.stream().filter(line -> line.startsWith("event:")).toList())
                .endsWith("event:claimed", "event:progress", "event:finished");
        assertThat(lines.stream().filter(line -> line.contains("\"failed\"")).toList())
                .singleElement()
                .asString()
                .contains("\"origin\":\"batch\",\"batch_ref\":\"%s\"".formatted(batch.ref()));
    }

    @Test
    void sendsHeartbeats() {
        var account = Api.knownAccount();

        var stream = open(account, Tokens.tenant(account));

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(lines).contains(":open", ":alive"));
        assertThat(stream).isNotDone();
    }

    @Test
    void endsTheStreamOfARevokedToken() {
        var facts = TestAccount.fresh().facts();
        Api.makeKnown(facts);
        var stream = open(
                facts.accountId(),
                Tokens.tenant(facts.accountId().value()).claim("jti", "lost").sign());
        await().atMost(TIMEOUT).until(() -> lines.contains(":open"));

        BROKER.send(TestAccount.after(facts).revokedTokens(Set.of("lost")).facts());

        await().atMost(TIMEOUT).until(stream::isDone);
        assertThat(stream).isCompleted();
    }

    @Test
    void endsTheStreamsOfAnErasedAccount() throws Exception {
        var facts = TestAccount.fresh().facts();
        Api.makeKnown(facts);
        var ofTenant = open(facts.accountId(), Tokens.tenant(facts.accountId()));
        var ofAdmin = open(facts.accountId(), Tokens.admin());
        await().atMost(TIMEOUT)
                .until(() -> lines.stream().filter(":open"::equals).count() == 2);

        BROKER.send(TestAccount.after(facts).state(AccountState.ERASED).facts());

        await().atMost(TIMEOUT).until(() -> ofTenant.isDone() && ofAdmin.isDone());
        for (var token : List.of(Tokens.admin(), Tokens.tenant(facts.accountId()))) {
            var answer = client.send(request(facts.accountId(), token), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void asksAnAccountThatIsNotKnownYetToTryAgain() throws Exception {
        Api.knownAccount();
        var fresh = TestAccount.freshId();

        var ofTenant = client.send(request(fresh, Tokens.tenant(fresh)), BodyHandlers.ofString());
        var ofAdmin = client.send(request(fresh, Tokens.admin()), BodyHandlers.ofString());

        assertThat(ofTenant.statusCode()).isEqualTo(503);
        assertThat(ofTenant.headers().firstValue("Retry-After")).contains("1");
        assertThat(ofAdmin.statusCode()).isEqualTo(404);
    }

    @Test
    void keepsOneTenantFromAnother() throws Exception {
        var own = Api.knownAccount();
        var foreign = Api.knownAccount();

        var answer = client.send(request(foreign, Tokens.tenant(own)), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void limitsTheStreamsOfAnAccount() throws Exception {
        var account = Api.knownAccount();
        var token = Tokens.tenant(account);
        var streams = new ArrayList<RawConnection>();
        try {
            for (int i = 0; i < 50; i++) {
                streams.add(openRaw(account, token));
                assertThat(streams.getLast().answer().orElseThrow().status()).isEqualTo(200);
            }

            // A stream that is let in has no end.
            var refused = client.sendAsync(request(account, token), BodyHandlers.ofString())
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("5");
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.body())
                    .contains("Account %s has 50 live streams open, which is the limit.".formatted(account));
            var other = Api.knownAccount();
            try (var stream = openRaw(other, Tokens.tenant(other))) {
                assertThat(stream.answer().orElseThrow().status()).isEqualTo(200);
            }
            streams.removeFirst().close();
            await().atMost(TIMEOUT).until(() -> {
                var again = openRaw(account, token);
                streams.add(again);
                return again.answer().orElseThrow().status() == 200;
            });
        } finally {
            streams.forEach(RawConnection::close);
        }
    }

    /// Two requests on one connection: the second one waits for the end of the answer to the first.
    @Test
    void endsTheAnswerToAHeadRequest() {
        var account = Api.knownAccount();
        var head = head("HEAD", account, Tokens.tenant(account));
        try (var connection = RawConnection.to(RestAssured.port, TIMEOUT)) {
            connection.write(head + head);

            for (int i = 0; i < 2; i++) {
                var answer = connection.answer().orElseThrow();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Content-Type"))
                        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            }
        }
    }

    private static RawConnection openRaw(AccountId account, String token) {
        var connection = RawConnection.to(RestAssured.port, TIMEOUT);
        connection.write(head("GET", account, token));
        return connection;
    }

    private static String head(String method, AccountId account, String token) {
        return "%s /v1/%s/events HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(method, account, token);
    }

    private CompletableFuture<Void> open(AccountId account, String token) {
        return client.sendAsync(request(account, token), BodyHandlers.ofLines())
                .thenAcceptAsync(this::read, command -> Thread.ofVirtual().start(command));
    }

    private void read(HttpResponse<Stream<String>> answer) {
        answer.body().forEach(lines::add);
    }

    private HttpRequest request(AccountId account, String token) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:%d/v1/%s/events".formatted(RestAssured.port, account)))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream")
                .build();
    }

    /// The consumer starts at the topics' ends, so this sends jobs until one of them is in the stream.
    private void awaitStream(AccountId account) {
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(300)).until(() -> {
            BROKER.send(TestJob.of(
                            account, "member", "202001%02d".formatted(1 + PROBES.incrementAndGet() % 28), Instant.now())
                    .claimed());
            return lines.stream().anyMatch(line -> line.contains("\"member\""));
        });
    }

    private void awaitLine(TestJob job, String part) {
        awaitLine(job.id(), part);
    }

    private void awaitLine(JobId job, String part) {
        await().atMost(TIMEOUT)
                .until(() -> lines.stream().anyMatch(line -> line.contains(job.value()) && line.contains(part)));
    }
}
