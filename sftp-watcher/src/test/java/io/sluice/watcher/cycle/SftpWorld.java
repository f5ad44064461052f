package io.sluice.watcher.cycle;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.devstack.parts.TestSftp;
import io.sluice.devstack.parts.sftp.EmbeddedSftp;
import io.sluice.fixtures.volume.FakeTime;
import io.sluice.fixtures.volume.LocalVolume;
import io.sluice.fixtures.volume.Steps;
import io.sluice.volume.SftpVolume;
import io.sluice.watcher.testing.RecordedEvents;
import io.sluice.watcher.testing.StoredOutcomes;
import io.sluice.watcher.testing.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A real SFTP server with the account `acme`, tenants that log in to it, and watchers over it on a clock
/// that the test sets.
public final class SftpWorld implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final EmbeddedSftp server;
    private final FakeTime time = new FakeTime();
    private final RecordedEvents events = new RecordedEvents(new Steps());
    private final StoredOutcomes outcomes = new StoredOutcomes();

    public SftpWorld(Path folder) {
        this.folder = folder;
        this.server = TestSftp.startIn(folder);
        this.port = server.port();
    }

    public EmbeddedSftp server() {
        return server;
    }

    public FakeTime time() {
        return time;
    }

    public StoredOutcomes outcomes() {
        return outcomes;
    }

    public RecordedEvents events() {
        return events;
    }

    public SftpVolume volume() {
        return LocalVolume.at(folder, port);
    }

    public WatchUploads watcher() {
        return watcher(time);
    }

    WatchUploads watcher(FakeTime ownTime) {
        return World.watcher(
                World.noBatches(),
                volume(),
                () -> List.of(World.accountFacts("acme", "order", "member")),
                events,
                outcomes,
                "continuous",
                ownTime,
                ownTime::elapsed);
    }

    /// Scan cycles two seconds apart on the clock of the test.
    public void cycles(WatchUploads watcher, int number) {
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
                    .filter(file -> !file.endsWith(VolumePaths.README))
                    .map(file -> "/" + folder.resolve("volume").relativize(file))
                    .sorted()
                    .toList();
        }
    }

    /// The paths of all claimed files, without the notes beside them.
    public List<String> claimedFiles() throws IOException {
        return files("/processing").stream()
                .filter(path -> !VolumePaths.CLAIM_NOTES.contains(path.substring(path.lastIndexOf('/') + 1)))
                .toList();
    }

    public Tenant logIn() throws JSchException {
        var session = new JSch().getSession("acme", "127.0.0.1", port);
        session.setPassword(TestSftp.PASSWORD);
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
    public record Tenant(Session session, ChannelSftp channel) implements AutoCloseable {

        public void put(String name, String content) throws SftpException {
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

        /// Ends the connection without a close.
        void cut() {
            session.disconnect();
        }

        @Override
        public void close() {
            channel.disconnect();
            session.disconnect();
        }
    }
}
