package io.sluice.devstack.parts.tls;

import io.sluice.devstack.parts.tls.CertificateAuthority.Certificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;

/// An SMTP server for tests that offers STARTTLS, or does not. It keeps the mails, and what came without
/// encryption.
public final class StartTlsMailServer implements AutoCloseable {
    private final Optional<Certificate> own;
    private final ServerSocket server;
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<String> plain = new CopyOnWriteArrayList<>();

    /// Listens at once on a free port.
    ///
    /// @param own without it, the server does not offer STARTTLS
    public StartTlsMailServer(Optional<Certificate> own) {
        this.own = own;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException cause) {
            throw new UncheckedIOException("no free port", cause);
        }
        Thread.ofPlatform().daemon().name("mail-server").start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /// The mails so far, as text.
    public List<String> mails() {
        return List.copyOf(mails);
    }

    /// The commands that came without encryption.
    public List<String> plainCommands() {
        return List.copyOf(plain);
    }

    /// Forgets mails and commands.
    public void forget() {
        mails.clear();
        plain.clear();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException cause) {
            throw new UncheckedIOException("the mail server does not end", cause);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().name("mail-client").start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            say(client, "220 test");
            if (converse(client)) {
                var socket = (SSLSocket) own.orElseThrow()
                        .server()
                        .getSocketFactory()
                        .createSocket(client, "localhost", client.getPort(), true);
                socket.setUseClientMode(false);
                try (socket) {
                    socket.startHandshake();
                    converse(socket);
                }
            }
        } catch (IOException gone) {
            // The client refused the certificate, or ended the connection.
        }
    }

    /// Returns whether TLS begins.
    private boolean converse(Socket client) throws IOException {
        var encrypted = client instanceof SSLSocket;
        var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!encrypted) {
                plain.add(line);
            }
            switch (line.split(" ", 2)[0]) {
                case "EHLO" -> say(client, encrypted || own.isEmpty() ? "250 test" : "250-test\r\n250 STARTTLS");
                case "STARTTLS" -> {
                    say(client, "220 go ahead");
                    return true;
                }
                case "DATA" -> {
                    say(client, "354 go ahead");
                    mails.add(mail(lines));
                    say(client, "250 kept");
                }
                case "QUIT" -> {
                    say(client, "221 bye");
                    return false;
                }
                default -> say(client, "250 ok");
            }
        }
        return false;
    }

    private static String mail(BufferedReader lines) throws IOException {
        var text = new StringBuilder();
        for (var line = lines.readLine(); line != null && !line.equals("."); line = lines.readLine()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }
}
