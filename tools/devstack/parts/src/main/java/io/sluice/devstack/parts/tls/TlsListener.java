package io.sluice.devstack.parts.tls;

import io.sluice.devstack.parts.tls.CertificateAuthority.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/// A server whose clients shall refuse it: it shows a certificate, or speaks no TLS at all, and ends the
/// connection.
public final class TlsListener implements AutoCloseable {
    private static final byte[] REFUSAL =
            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;

    private TlsListener(ServerSocket server) {
        this.server = server;
        Thread.ofPlatform().daemon().name("tls-listener").start(this::accept);
    }

    /// Listens at once on a free port, with this certificate.
    public static TlsListener with(Certificate own) {
        try {
            return new TlsListener(
                    own.server().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException cause) {
            throw new UncheckedIOException("no free port", cause);
        }
    }

    /// Listens at once on a free port, and answers TLS with a refusal in clear text.
    public static TlsListener withoutTls() {
        try {
            return new TlsListener(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException cause) {
            throw new UncheckedIOException("no free port", cause);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException cause) {
            throw new UncheckedIOException("the listener does not end", cause);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().name("tls-client").start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket client) {
        try (client) {
            if (client instanceof SSLSocket encrypted) {
                encrypted.startHandshake();
            } else {
                client.getInputStream().read(new byte[16 * 1024]);
                client.getOutputStream().write(REFUSAL);
            }
        } catch (IOException refused) {
            // That is what the clients are for.
        }
    }
}
