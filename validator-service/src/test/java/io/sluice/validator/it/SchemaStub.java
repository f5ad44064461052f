package io.sluice.validator.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// Responds like schema-service. Tests configure it over HTTP: `PUT` sets the document of a path, `DELETE`
/// removes it.
///
/// It also responds like data-service to swaps of days; a `GET` of the same path answers the last swap. A
/// test that puts a status to `/swaps` gets it in place of 200.
final class SchemaStub implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private volatile int swapStatus = 200;

    private SchemaStub(HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    static SchemaStub start(int port) {
        try {
            return new SchemaStub(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        } catch (IOException taken) {
            throw new UncheckedIOException("port %d cannot be listened on".formatted(port), taken);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void put(String path, String document) {
        documents.put(path, document);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("PUT") && path.startsWith("/internal/data/")) {
                swap(exchange, path);
                return;
            }
            if (path.equals("/swaps")) {
                swapStatus = Integer.parseInt(body(exchange));
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    put(path, body(exchange));
                    exchange.sendResponseHeaders(204, -1);
                }
                case "DELETE" -> {
                    documents.remove(path);
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> answer(exchange, path);
            }
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static boolean isAuthorized(HttpExchange exchange) {
        return "Bearer test-service-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void swap(HttpExchange exchange, String path) throws IOException {
        var swap = body(exchange);
        if (!isAuthorized(exchange)) {
            exchange.sendResponseHeaders(401, -1);
        } else if (swapStatus != 200) {
            exchange.sendResponseHeaders(swapStatus, -1);
        } else {
            put(path, swap);
            var answer = "{\"snapshot_id\": \"4711\", \"current\": true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private void answer(HttpExchange exchange, String path) throws IOException {
        var document = documents.get(path);
        var headers = exchange.getRequestHeaders();
        if (!isAuthorized(exchange)) {
            exchange.sendResponseHeaders(401, -1);
        } else if (document == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            var etag = "\"" + Integer.toHexString(document.hashCode()) + "\"";
            if (etag.equals(headers.getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                var body = document.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("ETag", etag);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
