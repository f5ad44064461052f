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
final class SchemaStub implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> documents = new ConcurrentHashMap<>();

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
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    put(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
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

    private void answer(HttpExchange exchange, String path) throws IOException {
        var document = documents.get(path);
        var headers = exchange.getRequestHeaders();
        if (!"Bearer test-service-token".equals(headers.getFirst("Authorization"))) {
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
