package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A Secret of the cluster that lacks a key is refused with a sentence that names the key. The cluster is an
/// API server that knows Secrets alone.
class InstalledSecretsTest {
    private static final Map<String, List<String>> KEYS = Map.of(
            "sftp-service-key", List.of("private", "public", "validator-private", "validator-public"),
            "service-tokens", List.of("job-service", "validator-service", "data-service", "sftp-server"),
            "upload-keys", List.of("signing-key"));
    private static final String NOT_FOUND =
            "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"reason\": \"NotFound\", \"code\": 404}";
    private static final String SECRETS = "/api/v1/namespaces/sluice/secrets";

    private HttpServer api;
    private final Map<String, String> documents = new HashMap<>(Map.of(
            "/version", "{\"major\": \"1\", \"minor\": \"34\", \"gitVersion\": \"v1.34.0\"}",
            "/api", "{\"kind\": \"APIVersions\", \"versions\": [\"v1\"]}",
            "/apis", "{\"kind\": \"APIGroupList\", \"apiVersion\": \"v1\", \"groups\": []}",
            "/api/v1", """
                    {"kind": "APIResourceList", "groupVersion": "v1", "resources": [{"name": "secrets",
                     "singularName": "secret", "namespaced": true, "kind": "Secret", "verbs": ["get"]}]}
                    """));

    @BeforeEach
    void start() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", this::answer);
        api.start();
    }

    @AfterEach
    void stop() {
        api.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "sftpServiceKey, sftp-service-key, private",
        "sftpServiceKey, sftp-service-key, public",
        "sftpServiceKey, sftp-service-key, validator-private",
        "sftpServiceKey, sftp-service-key, validator-public",
        "serviceTokens, service-tokens, data-service",
        "uploadKeys, upload-keys, signing-key"
    })
    void refusesToInstallWithoutAKey(String value, String secret, String missing) {
        hasAll();
        has(secret, KEYS.getOrDefault(secret, List.of()).stream().filter(key -> !key.equals(missing)));

        var rendered = render("production");

        assertThat(rendered.status()).isNotZero();
        assertThat(rendered.output())
                .contains(
                        "secrets.%s is sluice-%s, which has no key %s: docs/operations/kubernetes.md says how to add it"
                                .formatted(value, secret, missing));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnWithAllKeysAndBeforeTheSecretIsThere(boolean isThere) {
        if (isThere) {
            hasAll();
        }

        // Helm renders everything, and then misses the other kinds.
        assertThat(render("production").output())
                .contains("no matches for kind \"NetworkPolicy\"")
                .doesNotContain("which has no key");
    }

    /// It makes the keys itself, before the pods start.
    @Test
    void evaluationIsNotRefused() {
        documents.put(SECRETS, "{\"apiVersion\": \"v1\", \"kind\": \"SecretList\", \"items\": []}");
        has("sftp-service-key", Stream.of("private"));

        assertThat(render("evaluation").output())
                .contains("no matches for kind \"NetworkPolicy\"")
                .doesNotContain("which has no key");
    }

    private void hasAll() {
        KEYS.forEach((secret, keys) -> has(secret, keys.stream()));
    }

    private void has(String secret, Stream<String> keys) {
        var data = keys.map("\"%s\": \"eA==\""::formatted).collect(Collectors.joining(","));
        documents.put(
                SECRETS + "/sluice-" + secret,
                "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"data\": {%s}}".formatted(data));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var document = documents.get(exchange.getRequestURI().getPath());
        var body = (document == null ? NOT_FOUND : document).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(document == null ? 404 : 200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private Chart.Rendered render(String profile) {
        return Chart.helm(List.of(
                "template",
                "sluice",
                "sluice",
                "--namespace",
                "sluice",
                "-f",
                "sluice/values-" + profile + ".yaml",
                "--dry-run=server",
                "--disable-openapi-validation",
                "--kube-apiserver",
                "http://127.0.0.1:" + api.getAddress().getPort()));
    }
}
