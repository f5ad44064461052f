package io.sluice.benchmarks.scan;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Stands in for schema-service: the one endpoint that the SFTP server asks.
final class AccountEndpoint implements AutoCloseable {
    static final String TOKEN = "token-of-the-agent";

    private final HttpServer server;
    private volatile String body = "{\"accounts\":[]}";

    AccountEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/internal/sftp-accounts", this::answer);
        server.start();
    }

    /// Answers with this list from now on.
    void publish(String accounts) {
        body = accounts;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var current = body;
            var etag = "\"" + Integer.toHexString(current.hashCode()) + "\"";
            if (!Objects.equals(exchange.getRequestHeaders().getFirst("Authorization"), "Bearer " + TOKEN)) {
                exchange.sendResponseHeaders(401, -1);
            } else if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                exchange.getResponseHeaders().set("ETag", etag);
                var bytes = current.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
