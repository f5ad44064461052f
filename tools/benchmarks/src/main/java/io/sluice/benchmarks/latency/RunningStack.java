package io.sluice.benchmarks.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A running Sluice, as the env file of `./sluice up` describes it.
final class RunningStack implements AutoCloseable {
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> settings;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningStack(Map<String, String> settings) {
        this.settings = settings;
    }

    static RunningStack of(Path envFile) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (var line : Files.readAllLines(envFile)) {
            var equals = line.indexOf('=');
            if (equals > 0) {
                settings.put(
                        line.substring(0, equals), line.substring(equals + 1).replace("'", ""));
            }
        }
        return new RunningStack(settings);
    }

    String get(String name) {
        return Optional.ofNullable(settings.get(name))
                .orElseThrow(() -> new IllegalStateException("the env file has no " + name));
    }

    String account() {
        return get("SLUICE_ACCOUNT");
    }

    /// Makes a source with one column unless it is there.
    void makeSource(String source) throws IOException, InterruptedException {
        makeSource(account(), source, Map.of("id", "Integer"));
    }

    /// Makes a source unless it is there.
    ///
    /// @param fields the types by name, in the order of the columns
    void makeSource(String account, String source, Map<String, String> fields)
            throws IOException, InterruptedException {
        var schema = fields.entrySet().stream()
                .map(field -> Map.of("name", field.getKey(), "type", field.getValue()))
                .toList();
        post(
                "/v1/%s/sources".formatted(account),
                Map.of("source_type", source, "source_name", "Benchmark", "description", "", "schema", schema));
    }

    /// Makes an account unless it is there.
    ///
    /// @return its new password
    String makeAccount(String account) throws IOException, InterruptedException {
        post(
                "/v1/accounts",
                Map.of(
                        "accuid",
                        account,
                        "name",
                        "Benchmark",
                        "contacts",
                        List.of("benchmark@example.com"),
                        "ip_allowlist",
                        List.of("127.0.0.0/8", "::1/128"),
                        "ssh_public_keys",
                        List.of(),
                        "time_zone",
                        "UTC"));
        return JSON.readTree(post("/v1/accounts/%s/password".formatted(account), Map.of()))
                .path("sftp")
                .path("password")
                .asText();
    }

    /// Lets an account upload whole disks.
    void liftLimits(String account) throws IOException, InterruptedException {
        var terabyte = 1_000_000_000_000L;
        send(
                "PATCH",
                "/v1/accounts/" + account,
                Map.of("daily_upload_limit_bytes", terabyte, "workspace_limit_bytes", terabyte));
    }

    private String post(String path, Object body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    private String send(String method, String path, Object body) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(get("SLUICE_URL") + path))
                        .timeout(Duration.ofSeconds(10))
                        .header("Authorization", "Bearer " + get("SLUICE_ADMIN_TOKEN"))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != OK && answer.statusCode() != CREATED && answer.statusCode() != CONFLICT) {
            throw new IOException("expected 200, 201 or 409 from %s %s but got %d: %s"
                    .formatted(method, path, answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    /// The status of the day's job; empty before it is known.
    Optional<String> status(String source, String day) throws IOException, InterruptedException {
        var answer = http.send(
                request("/sources/%s/job?date=%s".formatted(source, day), "SLUICE_ACCOUNT_TOKEN")
                        .build(),
                BodyHandlers.ofString());
        return answer.statusCode() == OK ? Optional.of(status(JSON.readTree(answer.body()))) : Optional.empty();
    }

    private static String status(JsonNode job) {
        return job.path("status").asText();
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("%s/v1/%s%s".formatted(get("SLUICE_URL"), account(), path)))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + get(token));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
