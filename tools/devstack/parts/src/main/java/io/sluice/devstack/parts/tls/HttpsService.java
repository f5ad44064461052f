package io.sluice.devstack.parts.tls;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sluice.devstack.parts.tls.CertificateAuthority.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A service over HTTPS that gives the same answer each time, and counts the requests that reach it.
public final class HttpsService implements AutoCloseable {
    private final HttpsServer server;
    private final AtomicInteger requests = new AtomicInteger();

    private HttpsService(HttpsServer server) {
        this.server = server;
    }

    /// Serves at once on a free port of the loopback address.
    ///
    /// @param own the certificate that it shows
    /// @param path below which it answers so; requests elsewhere are 404 and not counted
    /// @param body empty for an answer without one
    public static HttpsService start(Certificate own, String path, int status, String body) {
        try {
            var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var service = new HttpsService(server);
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            server.setHttpsConfigurator(new HttpsConfigurator(own.server()));
            server.createContext(path, exchange -> {
                try (exchange) {
                    service.requests.incrementAndGet();
                    if (body.isEmpty()) {
                        exchange.sendResponseHeaders(status, -1);
                    } else {
                        exchange.sendResponseHeaders(status, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                }
            });
            server.start();
            return service;
        } catch (IOException cause) {
            throw new UncheckedIOException("no free port", cause);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// Its address by this name of the loopback address.
    public URI uri(String host) {
        return URI.create("https://%s:%d".formatted(host, port()));
    }

    /// How many requests came since the start.
    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
