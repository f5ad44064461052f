package io.sluice.watcher.round;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import io.sluice.devstack.parts.sftp.AccountBook;
import io.sluice.devstack.parts.sftp.EmbeddedSftp;
import io.sluice.devstack.parts.sftp.KeyFiles;
import io.sluice.devstack.parts.sftp.LocalAccount;
import io.sluice.volume.SftpConfig;
import io.sluice.volume.SftpVolume;
import io.sluice.watcher.testing.FakeTime;
import io.sluice.watcher.testing.RecordedEvents;
import io.sluice.watcher.testing.Steps;
import io.sluice.watcher.testing.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.Crypt;

/// A real SFTP server with the account `acme`, tenants that log in to it, and watchers over it on a clock
/// that is told.
public final class SftpWorld implements AutoCloseable {
    private static final String PASSWORD = "correct horse";

    private final Path folder;
    private final int port;
    private final EmbeddedSftp server;
    private final FakeTime time = new FakeTime();
    private final RecordedEvents events = new RecordedEvents(new Steps());

    public SftpWorld(Path folder) throws IOException {
        this.folder = folder;
        try (var free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
        var hostKey = KeyFiles.ensure(folder.resolve("host-key"));
        var serviceKey = KeyFiles.ensure(folder.resolve("service-key"));
        Files.writeString(folder.resolve("known-hosts"), KeyFiles.knownHost("127.0.0.1", port, hostKey.getPublic()));
        var account = LocalAccount.of("acme", Crypt.crypt(PASSWORD, "$6$sluicetest"), Set.of("order", "member"));
        this.server = new EmbeddedSftp(
                        folder.resolve("volume"),
                        "127.0.0.1",
                        port,
                        hostKey,
                        KeyFiles.line(serviceKey.getPublic()),
                        AccountBook.of(account))
                .start();
    }

    public EmbeddedSftp server() {
        return server;
    }

    public FakeTime time() {
        return time;
    }

    RecordedEvents events() {
        return events;
    }

    public SftpVolume volume() {
        return volume(folder, port);
    }

    /// For another process.
    ///
    /// @param folder that the world was made with
    public static SftpVolume volume(Path folder, int port) {
        return new SftpVolume(new Config(folder, port));
    }

    WatchUploads watcher() {
        return watcher(time);
    }

    WatchUploads watcher(FakeTime ownTime) {
        return World.watcher(
                volume(),
                () -> List.of(World.accountFacts("acme", "order", "member")),
                events,
                "continuous",
                ownTime,
                ownTime);
    }

    /// Rounds two seconds apart on the told clock.
    void rounds(WatchUploads watcher, int number) {
        for (int i = 0; i < number; i++) {
            watcher.run();
            time.pass(World.QUIET);
        }
    }

    public Path disk(String path) {
        return folder.resolve("volume").resolve(path.substring(1));
    }

    public List<String> files(String below) throws IOException {
        try (var found = Files.walk(disk(below))) {
            return found.filter(Files::isRegularFile)
                    .map(file -> "/" + folder.resolve("volume").relativize(file))
                    .sorted()
                    .toList();
        }
    }

    Tenant logIn() throws JSchException {
        var session = new JSch().getSession("acme", "127.0.0.1", port);
        session.setPassword(PASSWORD);
        session.setConfig("StrictHostKeyChecking", "no");
        session.connect(10_000);
        var channel = (ChannelSftp) session.openChannel("sftp");
        channel.connect(10_000);
        return new Tenant(session, channel);
    }

    @Override
    public void close() {
        server.close();
    }

    /// A tenant's program.
    record Tenant(Session session, ChannelSftp channel) implements AutoCloseable {

        void put(String name, String content) throws SftpException {
            channel.put(
                    new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
                    literal("/sources/order/" + name));
        }

        void rename(String from, String to) throws SftpException {
            channel.rename(literal("/sources/order/" + from), literal("/sources/order/" + to));
        }

        void setModified(String name, int epochSecond) throws SftpException {
            channel.setMtime(literal("/sources/order/" + name), epochSecond);
        }

        /// An upload that stays open.
        OutputStream begin(String name, int mode) throws SftpException {
            return channel.put(literal("/sources/order/" + name), mode);
        }

        private static String literal(String path) {
            return path.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
        }

        /// The connection goes away without a word.
        void cut() {
            session.disconnect();
        }

        @Override
        public void close() {
            channel.disconnect();
            session.disconnect();
        }
    }

    private record Config(Path folder, int port) implements SftpConfig {
        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public String user() {
            return EmbeddedSftp.SERVICE_USER;
        }

        @Override
        public Optional<Path> privateKeyFile() {
            return Optional.of(folder.resolve("service-key"));
        }

        @Override
        public Optional<Path> knownHostsFile() {
            return Optional.of(folder.resolve("known-hosts"));
        }

        @Override
        public int connections() {
            return 4;
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration keepAlive() {
            return Duration.ofSeconds(5);
        }
    }
}
