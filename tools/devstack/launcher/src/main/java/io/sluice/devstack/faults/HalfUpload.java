package io.sluice.devstack.faults;

import io.sluice.devstack.demo.TenantSftp;
import io.sluice.devstack.faults.Scene.Place;
import io.sluice.devstack.faults.Uploads.Version;
import io.sluice.devstack.stack.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;

/// The case `half-upload`: connections are cut and the server is killed during uploads, with room and on a
/// full volume.
record HalfUpload(Scene scene) {

    private static final Duration HOLD = Duration.ofSeconds(75);
    private static final int ROWS = 60_000;
    private static final int ROOM = 1024 * 1024;

    void run() {
        Story story = scene.story();
        Uploads uploads = new Uploads(Account.create(scene.stack()));
        cutConnection(uploads, 0);
        cutConnection(uploads, 1);
        story.did("cut the connection in the middle of two uploads of 60,000 rows");
        killServer(uploads, 2);
        story.did("killed the SFTP server in the middle of an upload, and started it again");
        scene.disk(Place.VOLUME).fillExcept(ROOM);
        cutConnection(uploads, 3);
        uploads.put(4, Version.good(ROWS));
        killServer(uploads, 5);
        story.did("did the same with 1 MiB of room on the volume");
        Scene.hold(HOLD);
        story.saw("%d uploads are not whole; readiness: %s".formatted(uploads.refusedCount(), scene.readiness()));
        FinalCheck check = new FinalCheck(story, uploads);
        check.noCutFileAccepted();

        scene.disk(Place.VOLUME).makeRoom();
        story.did("made room, and uploaded the files again");
        story.check("every upload is taken after there is room", uploads.putRefusedAgain());
        check.run();
        check.noCutFileAccepted();
    }

    private void cutConnection(Uploads uploads, int day) {
        Version version = Version.good(ROWS);
        uploads.notWhole(day, version);
        try (CuttingWire wire = new CuttingWire(scene.stack().sftpPort(), version.bytes().length / 2);
                TenantSftp sftp = uploads.account().login(wire.port())) {
            sftp.put(Uploads.path(day), version.bytes());
            throw new IllegalStateException("the cut upload of " + Uploads.path(day) + " was taken");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (IllegalStateException cut) {
            if (cut.getCause() == null) {
                throw cut;
            }
        }
    }

    private void killServer(Uploads uploads, int day) {
        Version version = Version.good(ROWS);
        uploads.notWhole(day, version);
        byte[] content = version.bytes();
        try (TenantSftp sftp = uploads.account().login();
                InputStream half = new SequenceInputStream(
                        new ByteArrayInputStream(content, 0, content.length / 2), new Killing(scene))) {
            sftp.put(Uploads.path(day), half);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (IllegalStateException cut) {
            // The server died, or had no room for the first half.
        } finally {
            scene.stack().kill(Part.SFTP);
            scene.stack().bringBack(Part.SFTP);
        }
        uploads.account().awaitLogin();
    }

    /// Kills the SFTP server when the client has read everything before.
    private static final class Killing extends InputStream {

        private final Scene scene;
        private boolean killed;

        private Killing(Scene scene) {
            this.scene = scene;
        }

        @Override
        public int read() {
            kill();
            return ' ';
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            kill();
            Arrays.fill(target, offset, offset + length, (byte) ' ');
            return length;
        }

        private void kill() {
            if (!killed) {
                killed = true;
                scene.stack().kill(Part.SFTP);
            }
        }
    }
}
