package io.sluice.benchmarks.batches;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// Answers the list of sources as schema-service does: each account has one, of guests.
final class SchemaStub implements AutoCloseable {
    private static final byte[] PAGE = """
        {"sources": [
          {"source_type": "batch_guest", "source_name": "Guest", "description": "", "version": 1,
           "kind": "entities", "batch_schema": "guest", "primary_key": ["id"], "schema": %s,
           "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}]}
        """.formatted(GuestFile.FIELDS).getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;

    SchemaStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, PAGE.length);
                exchange.getResponseBody().write(PAGE);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
