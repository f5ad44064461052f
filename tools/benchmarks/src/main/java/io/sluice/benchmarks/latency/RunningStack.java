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
        var body = """
                {"source_type": "%s", "source_name": "Benchmark", "description": "", "schema": [{"name": "id", "type": "Integer"}]}""".formatted(source);
        var answer = http.send(
                request("/sources", "SLUICE_ADMIN_TOKEN")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != CREATED && answer.statusCode() != CONFLICT) {
            throw new IOException("expected 201 or 409 for a new source but got %d: %s"
                    .formatted(answer.statusCode(), answer.body()));
        }
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
