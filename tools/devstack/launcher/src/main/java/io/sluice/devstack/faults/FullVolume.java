package io.sluice.devstack.faults;

import io.sluice.devstack.demo.Until;
import io.sluice.devstack.faults.Scene.Place;
import io.sluice.devstack.stack.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// The cases `volume-full` and `inodes`: uploads, claims and releases on a volume without room.
record FullVolume(Scene scene) {

    /// Longer than the quiet time after which a file without a ledger counts as complete.
    private static final Duration HOLD = Duration.ofSeconds(75);

    private static final Duration CLAIM_LIMIT = Duration.ofMinutes(1);
    private static final int ROWS = 60_000;
    private static final int ROOM = 1024 * 1024;

    void withoutBytes() {
        run(
                "filled the volume up to 1 MiB, then uploaded files of 60,000 rows (4 MB) and small ones",
                () -> scene.disk(Place.VOLUME).fillExcept(ROOM),
                () -> scene.disk(Place.VOLUME).fill());
    }

    void withoutInodes() {
        run(
                "took every inode of the volume, then uploaded files of 60,000 rows and small ones",
                () -> scene.disk(Place.VOLUME).takeInodes(),
                () -> scene.disk(Place.VOLUME).takeInodes());
    }

    private void run(String what, Runnable fill, Runnable takeTheRest) {
        Story story = scene.story();
        Uploads uploads = new Uploads(Account.create(scene.stack()));
        scene.halt(Part.VALIDATOR_SERVICE);
        uploads.putGood(0, 5, 100);
        uploads.putBad(5, 3);
        awaitClaims(uploads.account(), 8);
        story.did("halted the validator; 8 files are claimed and will be released on the full volume");
        scene.halt(Part.SFTP_WATCHER);
        uploads.putGood(10, 4, 100);
        uploads.putBad(14, 2);
        story.did("halted the watcher and uploaded 6 files, which will be claimed on the full volume");

        fill.run();
        story.did(what);
        uploads.putGood(20, 3, ROWS);
        uploads.putGood(23, 3, 10);
        story.saw("%d of 6 uploads refused; %d bytes are free"
                .formatted(uploads.refusedCount(), scene.disk(Place.VOLUME).free()));
        takeTheRest.run();
        scene.goOn(Part.SFTP_WATCHER);
        scene.goOn(Part.VALIDATOR_SERVICE);
        story.did("took what had become free, and let both go on for " + HOLD.toSeconds() + " s");
        Scene.hold(HOLD);
        story.saw("readiness: " + scene.readiness());
        FinalCheck check = new FinalCheck(story, uploads);
        check.noCutFileAccepted();

        scene.disk(Place.VOLUME).makeRoom();
        story.did("made room, and uploaded again what was refused");
        story.check("every upload is taken after there is room", uploads.putRefusedAgain());
        check.run();
        check.noCutFileAccepted();
    }

    private void awaitClaims(Account account, int count) {
        Path claims = scene.stack().volume().resolve("processing").resolve(account.id());
        Until.seen(count + " claims", CLAIM_LIMIT, () -> {
            try (Stream<Path> files = Files.isDirectory(claims) ? Files.walk(claims) : Stream.empty()) {
                return files.filter(file -> file.toString().endsWith(".csv")).count() >= count
                        ? Optional.of(true)
                        : Optional.empty();
            } catch (IOException | UncheckedIOException changing) {
                return Optional.empty();
            }
        });
    }
}
