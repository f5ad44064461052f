package io.sluice.volume;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.nio.file.Path;
import java.util.Optional;

/// One SSH session with one SFTP channel; used by one thread at a time.
final class SftpConnection implements AutoCloseable {
    /// AES-GCM is several times faster than chacha20 in Java.
    private static final String CIPHERS =
            "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr,chacha20-poly1305@openssh.com";

    private static final int BULK_REQUESTS = 64;

    private final Session session;
    private final ChannelSftp channel;

    private SftpConnection(Session session, ChannelSftp channel) {
        this.session = session;
        this.channel = channel;
    }

    /// Connects and opens the SFTP channel.
    ///
    /// @throws VolumeUnavailableException when the server does not answer, has another key or refuses the
    /// log-in
    static SftpConnection open(SftpConfig config) {
        Session session = null;
        try {
            var jsch = new JSch();
            jsch.addIdentity(file("private-key-file", config.privateKeyFile()));
            jsch.setKnownHosts(file("known-hosts-file", config.knownHostsFile()));
            session = jsch.getSession(config.user(), config.host(), config.port());
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            session.setConfig("cipher.s2c", CIPHERS);
            session.setConfig("cipher.c2s", CIPHERS);
            session.setConfig("compression.s2c", "none");
            session.setConfig("compression.c2s", "none");
            session.setDaemonThread(true);
            session.setServerAliveInterval((int) config.keepAlive().toMillis());
            session.setServerAliveCountMax(2);
            session.connect((int) config.connectTimeout().toMillis());
            var channel = (ChannelSftp) session.openChannel("sftp");
            channel.setBulkRequests(BULK_REQUESTS);
            channel.connect((int) config.connectTimeout().toMillis());
            return new SftpConnection(session, channel);
        } catch (JSchException failed) {
            if (session != null) {
                session.disconnect();
            }
            throw new VolumeUnavailableException(
                    "expected the SFTP server %s:%d to let in %s but: %s"
                            .formatted(config.host(), config.port(), config.user(), failed.getMessage()),
                    failed);
        }
    }

    private static String file(String key, Optional<Path> file) {
        return file.map(Path::toString)
                .orElseThrow(() -> new VolumeUnavailableException(
                        "sluice.sftp.%s is not set, without it no connection is made".formatted(key), null));
    }

    /// Runs one request. Its exception names the request and the path; its type says whether a retry helps.
    <T> T request(String verb, String path, Request<T> request) {
        try {
            return request.run(channel);
        } catch (SftpException failed) {
            throw translated(verb, path, failed);
        }
    }

    private VolumeException translated(String verb, String path, SftpException failed) {
        var message = "cannot %s %s: %s".formatted(verb, path, failed.getMessage());
        if (!isOpen() || (failed.getCause() != null && !(failed.getCause() instanceof SftpException))) {
            return new VolumeUnavailableException(message, failed);
        }
        return answered(message, failed);
    }

    /// What the server's answer means while the connection is open.
    static VolumeException answered(String message, SftpException failed) {
        return switch (failed.id) {
            case ChannelSftp.SSH_FX_NO_SUCH_FILE -> new VolumePathMissingException(message, failed);
            case ChannelSftp.SSH_FX_NO_CONNECTION, ChannelSftp.SSH_FX_CONNECTION_LOST ->
                new VolumeUnavailableException(message, failed);
            case ChannelSftp.SSH_FX_PERMISSION_DENIED -> VolumeRefusedException.permissionDenied(message, failed);
            // OpenSSH says so of a path that is too long; after a broken message it closes the connection.
            case ChannelSftp.SSH_FX_BAD_MESSAGE -> VolumeRefusedException.permanent(message, failed);
            default -> new VolumeRefusedException(message, failed);
        };
    }

    boolean isOpen() {
        return session.isConnected() && channel.isConnected() && !channel.isClosed();
    }

    @Override
    public void close() {
        channel.disconnect();
        session.disconnect();
    }

    /// The path with its special characters escaped, because JSch takes paths as glob patterns.
    static String literal(String path) {
        return path.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    }

    /// One request on the channel.
    @FunctionalInterface
    interface Request<T> {
        T run(ChannelSftp channel) throws SftpException;
    }
}
