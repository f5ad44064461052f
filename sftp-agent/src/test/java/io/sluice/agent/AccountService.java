package io.sluice.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Stands in for schema-service: a real HTTP server with the one internal endpoint.
final class AccountService implements AutoCloseable {
    static final String TOKEN = "token-of-the-agent";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private volatile Answer answer;

    AccountService() throws IOException {
        answer = answer(List.of());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/internal/sftp-accounts", this::answer);
        server.start();
    }

    /// Answers with these accounts from now on.
    ///
    /// @return the JSON of the answer
    String publish(Collection<ListedAccount> accounts) throws IOException {
        answer = answer(accounts);
        return answer.body();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Answer answer(Collection<ListedAccount> accounts) throws IOException {
        var body = json.writeValueAsString(
                Map.of("accounts", accounts.stream().map(ListedAccount::json).toList()));
        return new Answer(body, "\"" + Integer.toHexString(body.hashCode()) + "\"");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var current = answer;
            if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
            } else if (current.etag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                exchange.getResponseHeaders().set("ETag", current.etag());
                var bytes = current.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(String body, String etag) {}
}
