package io.sluice.devstack.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.Api;
import io.sluice.devstack.demo.BatchClient;
import io.sluice.devstack.demo.BatchSources;
import io.sluice.devstack.demo.Samples;
import io.sluice.devstack.demo.TenantSftp;
import io.sluice.devstack.demo.Until;
import io.sluice.devstack.stack.Stack;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

/// A tenant with the source `member` and a contact of its own.
final class Account {

    static final String HEADER = "id,name,birthdate,address,phone\n";
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Stack stack;
    private final String id;
    private final String password;
    private final String token;
    private final String clientKey;
    private final Api api;

    private Account(Stack stack, String id, String password, String token, String clientKey) {
        this.stack = stack;
        this.id = id;
        this.password = password;
        this.token = token;
        this.clientKey = clientKey;
        this.api = new Api(stack.url(), token);
    }

    /// Creates one; returns when the SFTP server and the API know it.
    static Account create(Stack stack) {
        String id = "faults-%d-%d".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
        Api admin = new Api(stack.url(), stack.adminToken());
        JsonNode created = Until.seen(
                        "an answer of schema-service",
                        READY_LIMIT,
                        () -> Optional.of(admin.post("/v1/accounts", body(id)))
                                .filter(answer -> answer.status() != 503))
                .expect(201)
                .json();
        Account account = new Account(
                stack,
                id,
                created.path("sftp").path("password").asText(),
                created.path("api_token").asText(),
                created.path("client_key").asText());
        admin.post("/v1/" + id + "/sources", Samples.source("member")).expect(201);
        account.awaitLogin();
        Until.seen("the API's knowledge of " + id, READY_LIMIT, account::known);
        return account;
    }

    String id() {
        return id;
    }

    /// Its API token.
    String token() {
        return token;
    }

    /// The API with its token.
    Api api() {
        return api;
    }

    /// Returns when batch-service knows it.
    void awaitBatchDoor() {
        var client = batches();
        Until.seen(
                "batch-service's knowledge of " + id,
                READY_LIMIT,
                () -> Optional.of(client.status(UUID.randomUUID())).filter(answer -> answer.status() == 404));
    }

    /// Sends its batches.
    BatchClient batches() {
        return BatchClient.basic(stack.url(), clientKey, token);
    }

    /// Registers the sources that take the records of batches.
    void newBatchSources() {
        BatchSources.ensure(new Api(stack.url(), stack.adminToken()), id);
    }

    /// Returns when the SFTP server has the folder of a source.
    void awaitFolder(String sourceType) {
        Until.seen("the folder of " + sourceType, READY_LIMIT, () -> {
            try (TenantSftp sftp = login()) {
                return Optional.of(sftp.list("/sources").contains(sourceType)).filter(there -> there);
            }
        });
    }

    /// Registers one more source.
    void newSource(String body) {
        new Api(stack.url(), stack.adminToken())
                .post("/v1/" + id + "/sources", body)
                .expect(201);
    }

    /// Uploads a file of a source.
    void put(String sourceType, String name, byte[] content) {
        try (TenantSftp sftp = login()) {
            sftp.put("/sources/" + sourceType + "/" + name, content);
        }
    }

    /// The answer to a GET below the account's path.
    Api.Answer get(String path) {
        return api.get("/v1/" + id + path);
    }

    /// The answer to a dry run of a CSV body.
    Api.Answer dryRun(String source, byte[] body) {
        return api.send(
                "POST",
                "/v1/%s/sources/%s/validate".formatted(id, source),
                BodyPublishers.ofByteArray(body),
                "text/csv",
                "application/json");
    }

    Stack stack() {
        return stack;
    }

    TenantSftp login() {
        return login(stack.sftpPort());
    }

    /// Logs in at another port, such as a wire's.
    TenantSftp login(int port) {
        return TenantSftp.login(stack.sftpHost(), port, id, password);
    }

    /// Returns when the SFTP server lets it in.
    void awaitLogin() {
        Until.seen("the SFTP log-in of " + id, READY_LIMIT, this::loggedIn);
    }

    /// The latest attempt of the day; empty when there is none, or when nobody answers now.
    Optional<JsonNode> job(String date) {
        return answer("/v1/" + id + "/sources/member/job?date=" + date);
    }

    /// All jobs; empty when nobody answers now.
    Optional<List<JsonNode>> jobs() {
        return answer("/v1/" + id + "/sources/member/jobs?limit=100")
                .map(answer -> StreamSupport.stream(answer.path("jobs").spliterator(), false)
                        .toList());
    }

    /// The mails that were caught for its contact.
    List<JsonNode> mails() {
        JsonNode caught = new Api(stack.mailUrl(), "").get("/").json();
        return StreamSupport.stream(caught.spliterator(), false)
                .filter(mail -> mail.path("to").toString().contains(id + "@acme.example"))
                .toList();
    }

    private Optional<JsonNode> answer(String path) {
        try {
            Api.Answer answer = api.get(path);
            return answer.status() == 200 ? Optional.of(answer.json()) : Optional.empty();
        } catch (UncheckedIOException unavailable) {
            return Optional.empty();
        }
    }

    private Optional<Account> loggedIn() {
        try (TenantSftp sftp = login()) {
            return sftp.list("/sources").contains("member") ? Optional.of(this) : Optional.empty();
        } catch (IllegalStateException notYet) {
            return Optional.empty();
        }
    }

    private Optional<Account> known() {
        return jobs().isPresent() ? Optional.of(this) : Optional.empty();
    }

    private static Map<String, Object> body(String id) {
        return Map.of(
                "accuid",
                id,
                "name",
                "Tenant " + id,
                "contacts",
                List.of(id + "@acme.example"),
                "ip_allowlist",
                List.of("127.0.0.0/8"),
                "ssh_public_keys",
                List.of(),
                "time_zone",
                "Asia/Taipei");
    }
}
