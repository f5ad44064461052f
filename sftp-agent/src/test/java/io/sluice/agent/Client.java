package io.sluice.agent;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import com.jcraft.jsch.SocketFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One SFTP client (JSch).
final class Client implements AutoCloseable {
    private final JSch jsch = new JSch();
    private final int port;
    private final String user;
    private String host = "127.0.0.1";
    private String from = "";
    private @Nullable String password;
    private @Nullable Session session;
    private @Nullable ChannelSftp sftp;
    private @Nullable Socket socket;

    Client(int port, String user) {
        this.port = port;
        this.user = user;
    }

    Client password(String text) {
        password = text;
        return this;
    }

    Client key(Path file) throws JSchException {
        jsch.addIdentity(file.toString());
        return this;
    }

    Client from(String address) {
        from = address;
        return this;
    }

    Client to(String address) {
        host = address;
        return this;
    }

    /// Logs in and opens the SFTP channel.
    Client connect() throws JSchException {
        connectSession();
        sftp = (ChannelSftp) session().openChannel("sftp");
        sftp.connect(10_000);
        return this;
    }

    /// Logs in.
    Client connectSession() throws JSchException {
        var opened = jsch.getSession(user, host, port);
        opened.setConfig("StrictHostKeyChecking", "no");
        opened.setConfig("PreferredAuthentications", "publickey,password");
        opened.setConfig("NumberOfPasswordPrompts", "1");
        opened.setPassword(password);
        opened.setSocketFactory(new Sockets());
        opened.connect(20_000);
        session = opened;
        return this;
    }

    Session session() {
        return Objects.requireNonNull(session);
    }

    ChannelSftp sftp() {
        return Objects.requireNonNull(sftp);
    }

    void put(String path, String content) throws SftpException {
        sftp().put(bytes(content), path, ChannelSftp.OVERWRITE);
    }

    void resume(String path, String whole) throws SftpException {
        sftp().put(bytes(whole), path, ChannelSftp.RESUME);
    }

    /// An open handle for writing.
    OutputStream open(String path) throws SftpException {
        return sftp().put(path, ChannelSftp.OVERWRITE);
    }

    String get(String path) throws SftpException, IOException {
        try (var content = sftp().get(path)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Breaks the connection as a failing network does, without ending the session.
    void cut() throws IOException {
        var broken = Objects.requireNonNull(socket);
        broken.setSoLinger(true, 0);
        broken.close();
    }

    @Override
    public void close() {
        if (session != null) {
            session.disconnect();
        }
    }

    private static InputStream bytes(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private final class Sockets implements SocketFactory {
        @Override
        public Socket createSocket(String to, int at) throws IOException {
            var opened = new Socket();
            if (!from.isEmpty()) {
                opened.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            }
            opened.connect(new InetSocketAddress(InetAddress.ofLiteral(to), at));
            socket = opened;
            return opened;
        }

        @Override
        public InputStream getInputStream(Socket opened) throws IOException {
            return opened.getInputStream();
        }

        @Override
        public OutputStream getOutputStream(Socket opened) throws IOException {
            return opened.getOutputStream();
        }
    }
}
