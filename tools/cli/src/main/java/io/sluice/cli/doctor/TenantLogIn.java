package io.sluice.cli.doctor;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Logs in at the tenants' port as an account.
///
/// @param from the local address to use; without it the system chooses
record TenantLogIn(String account, Secret secret, Optional<InetAddress> from, SftpAddress server, Duration limit) {

    /// The account's credential.
    sealed interface Secret {
        /// The first line of the file.
        record Password(Path file) implements Secret {}

        /// A private key without pass phrase.
        record Key(Path file) implements Secret {}
    }

    /// The result of the log-in.
    ///
    /// @param localPort 0 if there was no connection
    /// @param refusal the message of the server or of the network
    record Result(int localPort, Optional<String> refusal) {}

    /// @throws IOException if the file of the password cannot be read
    Result attempt() throws IOException {
        var sockets = new Sockets();
        try {
            var jsch = new JSch();
            byte[] password = null;
            switch (secret) {
                case Secret.Key key -> jsch.addIdentity(key.file().toString());
                case Secret.Password text ->
                    password = Files.readString(text.file())
                            .lines()
                            .findFirst()
                            .orElse("")
                            .getBytes(StandardCharsets.UTF_8);
            }
            var session = jsch.getSession(account, server.host(), server.port());
            session.setDaemonThread(true);
            session.setSocketFactory(sockets);
            // Another check compares the host keys.
            session.setConfig("StrictHostKeyChecking", "no");
            session.setConfig("PreferredAuthentications", password == null ? "publickey" : "password");
            session.setConfig("NumberOfPasswordPrompts", "1");
            session.setPassword(password);
            try {
                session.connect((int) limit.toMillis());
            } finally {
                session.disconnect();
            }
            return new Result(sockets.localPort, Optional.empty());
        } catch (JSchException refused) {
            return new Result(sockets.localPort, Optional.of(Causes.of(refused)));
        }
    }

    private final class Sockets implements SocketFactory {
        private int localPort;

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            var socket = new Socket();
            try {
                if (from.isPresent()) {
                    socket.bind(new InetSocketAddress(from.get(), 0));
                }
                socket.connect(new InetSocketAddress(host, port), (int) limit.toMillis());
            } catch (IOException failure) {
                socket.close();
                throw failure;
            }
            localPort = socket.getLocalPort();
            return socket;
        }

        @Override
        public InputStream getInputStream(Socket socket) throws IOException {
            return socket.getInputStream();
        }

        @Override
        public OutputStream getOutputStream(Socket socket) throws IOException {
            return socket.getOutputStream();
        }
    }
}
