package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.Api;
import io.sluice.devstack.demo.BatchClient;
import io.sluice.devstack.demo.DataSets;
import io.sluice.devstack.demo.Samples;
import io.sluice.devstack.demo.TenantSftp;
import io.sluice.devstack.stack.Stack;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;

/// One account of the running system, with what its people do: upload, ask, look.
final class Tenant {
    /// Several times what a busy machine with two cores needs.
    static final Duration LIMIT = Duration.ofMinutes(3);
    private static final AtomicInteger COUNT = new AtomicInteger();

    final Stack stack;
    final String accountId;
    final String password;
    final String token;
    final String clientKey;
    final Api api;

    private Tenant(Stack stack, String accountId, String password, String token, String clientKey) {
        this.stack = stack;
        this.accountId = accountId;
        this.password = password;
        this.token = token;
        this.clientKey = clientKey;
        this.api = new Api(stack.url(), token);
    }

    /// A new account with a contact of its own and these sources of the samples.
    static Tenant with(Stack stack, String... sourceTypes) {
        var created = answered(() -> create(stack)).expect(201).json();
        var accountId = created.path("accuid").asText();
        var tenant = new Tenant(
                stack,
                accountId,
                created.path("sftp").path("password").asText(),
                created.path("api_token").asText(),
                created.path("client_key").asText());
        for (var sourceType : sourceTypes) {
            tenant.addSource(Samples.source(sourceType));
        }
        tenant.awaitDoor(sourceTypes);
        return tenant;
    }

    private static Api.Answer create(Stack stack) {
        var accountId = "e2e-%d-%d".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
        var account = Map.of(
                "accuid",
                accountId,
                "name",
                "Tenant " + accountId,
                "contacts",
                List.of(accountId + "@acme.example"),
                "ip_allowlist",
                List.of("127.0.0.0/8"),
                "ssh_public_keys",
                List.of(),
                "time_zone",
                "Asia/Taipei");
        return new Api(stack.url(), stack.adminToken()).post("/v1/accounts", account);
    }

    /// The first answer but 503, which says that a part does not answer at present: two systems start at once
    /// on a machine of two cores.
    private static Api.Answer answered(Callable<Api.Answer> request) {
        return await("another answer than 503").atMost(LIMIT).until(request, answer -> answer.status() != 503);
    }

    /// Accounts come to each service as events, a moment after they were made; until then it answers 503.
    private boolean isKnown(String... sourceTypes) {
        return Stream.of(sourceTypes)
                        .allMatch(type ->
                                api.get(path("/sources/" + type + "/jobs")).status() == 200)
                && Stream.of(
                                api.get(path("/usage")),
                                api.get(path("/archive")),
                                api.get(path("/sources")),
                                api.post(path("/sources/none/validate"), ""))
                        .noneMatch(answer -> answer.status() == 503);
    }

    private String path(String below) {
        return "/v1/" + accountId + below;
    }

    /// Sends its batches. Returns when batch-service knows the account.
    BatchClient batches() {
        var client = BatchClient.basic(stack.url(), clientKey, token);
        await("batch-service knows " + accountId)
                .atMost(LIMIT)
                .until(() -> client.status(UUID.randomUUID()).status() == 404);
        return client;
    }

    /// Reads its data sets.
    DataSets dataSets() {
        return new DataSets(api, accountId);
    }

    /// The API as the platform team uses it.
    Api admin() {
        return new Api(stack.url(), stack.adminToken());
    }

    /// Registers one more source.
    Tenant addSource(String body) {
        var first = admin().post(path("/sources"), body);
        if (first.status() == 503) {
            // It may have been made all the same.
            assertThat(answered(() -> admin().post(path("/sources"), body)).status())
                    .isIn(201, 409);
        } else {
            first.expect(201);
        }
        return this;
    }

    /// Waits until the SFTP server knows the account and its sources, and the API, too.
    Tenant awaitDoor(String... sourceTypes) {
        await("the SFTP server knows " + accountId)
                .atMost(LIMIT)
                // It asks for accounts once in a second, and each log-in costs both sides much.
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    try (var sftp = login()) {
                        assertThat(sftp.list("/sources")).contains(sourceTypes);
                    }
                });
        await("the API knows " + accountId)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> isKnown(sourceTypes));
        return this;
    }

    TenantSftp login() {
        return TenantSftp.login(stack.sftpHost(), stack.sftpPort(), accountId, password);
    }

    /// Uploads into the folder of the source.
    void upload(String sourceType, String fileName, byte[] content) {
        try (var sftp = login()) {
            sftp.put("/sources/" + sourceType + "/" + fileName, content);
        }
    }

    void upload(String sourceType, String fileName, String content) {
        upload(sourceType, fileName, content.getBytes(StandardCharsets.UTF_8));
    }

    List<String> list(String folder) {
        try (var sftp = login()) {
            return sftp.list(folder);
        }
    }

    String read(String path) {
        try (var sftp = login()) {
            return sftp.get(path);
        }
    }

    /// The latest attempt for the date. Asks again after 503: events arrive late for a moment once another
    /// test has stopped a part.
    Api.Answer job(String sourceType, String date) {
        return answered(() -> latest(sourceType, date));
    }

    private Api.Answer latest(String sourceType, String date) {
        return api.get("/v1/%s/sources/%s/job?date=%s".formatted(accountId, sourceType, date));
    }

    /// The day's job once it has ended.
    JsonNode awaitEnd(String sourceType, String date) {
        return awaitEnd(sourceType, date, LIMIT);
    }

    JsonNode awaitEnd(String sourceType, String date, Duration limit) {
        return awaitJob(
                sourceType,
                date,
                job -> List.of("success", "failed").contains(job.path("status").asText()),
                limit);
    }

    /// The day's job once it is as wished.
    JsonNode awaitJob(String sourceType, String date, Predicate<JsonNode> wished) {
        return awaitJob(sourceType, date, wished, LIMIT);
    }

    private JsonNode awaitJob(String sourceType, String date, Predicate<JsonNode> wished, Duration limit) {
        try {
            return await("job of %s %s %s".formatted(accountId, sourceType, date))
                    .atMost(limit)
                    .pollInterval(Duration.ofMillis(250))
                    .until(
                            () -> latest(sourceType, date),
                            answer -> answer.status() == 200 && wished.test(answer.json()))
                    .json();
        } catch (ConditionTimeoutException inVain) {
            throw new AssertionError(inVain.getMessage() + Trail.of(stack, accountId, date), inVain);
        }
    }

    /// All jobs of a source, newest first.
    List<JsonNode> jobs(String sourceType) {
        var answer = api.get("/v1/%s/sources/%s/jobs?limit=100".formatted(accountId, sourceType))
                .expect(200);
        return StreamSupport.stream(answer.json().path("jobs").spliterator(), false)
                .toList();
    }

    /// The mails that were caught for this account's contact.
    List<JsonNode> mails() {
        var caught =
                new Api(URI.create(stack.mailUrl().toString()), "").get("/").json();
        return StreamSupport.stream(caught.spliterator(), false)
                .filter(mail -> mail.path("to").toString().contains(accountId + "@acme.example"))
                .toList();
    }

    /// The mails once there are that many.
    List<JsonNode> awaitMails(int count) {
        return await(count + " mails to " + accountId).atMost(LIMIT).until(this::mails, mails -> mails.size() >= count);
    }
}
