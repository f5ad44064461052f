package io.sluice.data.parts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.contracts.json.SluiceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// Answers `GET /v1/{accuid}/sources` and `…/sources/{source_type}/schema` like schema-service: every account
/// has the same sources, two pages of them. An account has a hash key if its id begins with `keyed`.
///
/// | batch schema | key | required |
/// |---|---|---|
/// | `guest` | `id` | `name` |
/// | `event` | the record's `ref` | nothing |
/// | `pair` | `shop` and `no` | `no`, as a part of the key |
/// | `member` | `provider` and `id`, which is hashed | both, as parts of the key |
/// | `broken` | a schema that this version cannot use | |
///
/// The versions of the schema of the source `order` are those of [SourceSchemas]. `PUT` of a schema
/// changes it for one account; its records are still checked by the old one.
public final class SourcesStub implements QuarkusTestResourceLifecycleManager {
    private static final String FIRST_PAGE = """
            {"sources": [
              {"source_type": "order", "source_name": "Order", "description": "", "version": 3,
               "schema": [{"name": "id", "type": "Integer"}],
               "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0},
              {"source_type": "batch_guest", "source_name": "Guest", "description": "", "version": 2,
               "kind": "entities", "batch_schema": "guest", "primary_key": ["id"],
               "schema": [
                 {"name": "id", "type": "String"},
                 {"name": "name", "type": "String", "constraints": {"required": true}},
                 {"name": "email", "type": "String", "format": "email",
                  "sensitive": {"policy": "hash"}},
                 {"name": "points", "type": "Decimal"},
                 {"name": "address", "type": "Object", "fields": [
                   {"name": "city", "type": "String"}, {"name": "street", "type": "String"}]},
                 {"name": "tags", "type": "Array", "items": {"type": "String"}},
                 {"name": "ext", "type": "Object"}],
               "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}],
             "next": "batch_guest"}
            """;
    private static final String SECOND_PAGE = """
            {"sources": [
              {"source_type": "batch_event", "source_name": "Event", "description": "", "version": 1,
               "kind": "entities", "batch_schema": "event",
               "schema": [{"name": "text", "type": "String"}],
               "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0},
              {"source_type": "batch_pair", "source_name": "Pair", "description": "", "version": 1,
               "kind": "entities", "batch_schema": "pair", "primary_key": ["shop", "no"],
               "schema": [{"name": "shop", "type": "String"},
                          {"name": "no", "type": "Integer", "constraints": {"required": true}}],
               "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0},
              {"source_type": "batch_old", "source_name": "Old", "description": "", "version": 1,
               "kind": "entities", "batch_schema": "old", "retired": true,
               "schema": [{"name": "text", "type": "String"}],
               "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0},
              {"source_type": "batch_member", "source_name": "Member", "description": "", "version": 1,
               "kind": "entities", "batch_schema": "member", "primary_key": ["provider", "id"],
               "schema": [{"name": "provider", "type": "String"},
                          {"name": "id", "type": "String", "sensitive": {"policy": "hash"}}],
               "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0},
              {"source_type": "batch_broken", "source_name": "Broken", "description": "", "version": 1,
               "kind": "entities", "batch_schema": "broken",
               "schema": [{"name": "text", "type": "OfTheNextVersion"}],
               "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}]}
            """;

    private static final Pattern SCHEMA = Pattern.compile("/sources/([a-z_]+)/schema$");
    private static final Pattern VERSION = Pattern.compile("/sources/order/schema/versions/([0-9]+)$");

    /// 32 bytes.
    private static final byte[] HASH_KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final HttpServer server = listening();
    /// By their paths.
    private final Map<String, String> changed = new ConcurrentHashMap<>();

    @Override
    public Map<String, String> start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/", exchange -> answer(exchange, v1(exchange)));
        server.createContext("/internal/accounts/", exchange -> answer(exchange, hashKey(exchange)));
        server.start();
        return Map.of(
                "sluice.schema-service.url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "sluice.service-token",
                "test-service-token",
                "sluice.data-files.public-url",
                "http://data.example.com/",
                "sluice.data-files.signing-key",
                "a-signing-key-for-tests-which-is-long-enough",
                "sluice.erasure.interval",
                "1s",
                "quarkus.http.test-port",
                "0");
    }

    private static HttpServer listening() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private String v1(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var schema = SCHEMA.matcher(path);
        if (schema.find()) {
            if (exchange.getRequestMethod().equals("PUT")) {
                changed.put(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
            return changed.getOrDefault(path, schema(schema.group(1)));
        }
        var version = VERSION.matcher(exchange.getRequestURI().getPath());
        return version.find() ? SourceSchemas.document(Integer.parseInt(version.group(1))) : sources(exchange);
    }

    private static String schema(String sourceType) {
        try {
            for (var page : List.of(FIRST_PAGE, SECOND_PAGE)) {
                for (var source : SluiceJson.mapper().readTree(page).path("sources")) {
                    if (source.path("source_type").asText().equals(sourceType)) {
                        return source.toString();
                    }
                }
            }
            return "";
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String sources(HttpExchange exchange) {
        return "cursor=batch_guest".equals(exchange.getRequestURI().getQuery()) ? SECOND_PAGE : FIRST_PAGE;
    }

    private static String hashKey(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().startsWith("/internal/accounts/keyed")
                ? "{\"key\": \"%s\"}".formatted(Base64.getEncoder().encodeToString(HASH_KEY))
                : "{\"key\": null}";
    }

    private static void answer(HttpExchange exchange, String answer) throws IOException {
        try (exchange) {
            if (!"Bearer test-service-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            if (answer.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
