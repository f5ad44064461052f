package io.sluice.benchmarks.batches;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Answers the list of sources as schema-service does: each account has one, of guests. Every other source
/// has one version with twelve fields.
final class SchemaStub implements AutoCloseable {
    private static final int FIELDS = 12;
    private static final byte[] PAGE = """
        {"sources": [
          {"source_type": "batch_guest", "source_name": "Guest", "description": "", "version": 1,
           "kind": "entities", "batch_schema": "guest", "primary_key": ["id"], "schema": %s,
           "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}]}
        """.formatted(GuestFile.FIELDS).getBytes(StandardCharsets.UTF_8);

    private static final byte[] VERSION = """
        {"source_type": "order", "source_name": "Order", "description": "", "version": 1,
         "schema": [%s], "field_ids": {%s}, "plain_copy": true,
         "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}
        """.formatted(
                    fields(i -> "{\"name\": \"field_%d\", \"type\": \"%s\"}"
                            .formatted(i, i % 2 == 0 ? "String" : "Integer")),
                    fields(i -> "\"field_%d\": %d".formatted(i, i)))
            .getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;

    SchemaStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/", exchange -> {
            try (exchange) {
                var answer = exchange.getRequestURI().getPath().contains("/schema/versions/") ? VERSION : PAGE;
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
    }

    private static String fields(IntFunction<String> field) {
        return IntStream.rangeClosed(1, FIELDS).mapToObj(field).collect(Collectors.joining(", "));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
