package io.sluice.devstack.faults;

import io.sluice.devstack.demo.Until;
import io.sluice.devstack.faults.Uploads.Version;
import io.sluice.devstack.stack.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The case `clock`: the watcher restarts with another clock (libfaketime; its monotonic clock stays right),
/// and corrections arrive. The archive keeps files for a day, so a clock two days ahead must not empty the
/// folders.
record WrongClock(Scene scene) {

    private static final Duration END_LIMIT = Duration.ofMinutes(1);
    private static final Duration ARCHIVE_TIME = Duration.ofSeconds(20);
    private static final Path LIBRARIES = Path.of("/usr/lib");

    void run() {
        Story story = scene.story();
        Uploads uploads = new Uploads(Account.create(scene.stack()));
        Optional<Path> library = library();
        if (library.isEmpty()) {
            story.check("libfaketime is installed (Debian's package faketime)", false);
            return;
        }
        upload(uploads, 0, Version.good(10));
        upload(uploads, 1, Version.good(10));

        restart(Map.of(
                "LD_PRELOAD",
                library.get().toString(),
                "FAKETIME",
                "-1h",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "DONT_FAKE_MONOTONIC",
                "1"));
        story.did("restarted the watcher with its clock an hour behind");
        upload(uploads, 0, Version.good(20));
        upload(uploads, 2, Version.bad());

        restart(Map.of(
                "LD_PRELOAD",
                library.get().toString(),
                "FAKETIME",
                "+2d",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "DONT_FAKE_MONOTONIC",
                "1"));
        story.did("restarted the watcher with its clock two days ahead");
        upload(uploads, 0, Version.good(30));
        upload(uploads, 1, Version.good(20));
        upload(uploads, 3, Version.bad());
        story.saw("readiness: " + scene.readiness());
        Scene.hold(ARCHIVE_TIME);

        restart(Map.of());
        story.did("restarted the watcher with the right clock");
        upload(uploads, 0, Version.good(40));
        upload(uploads, 2, Version.good(20));
        FinalCheck check = new FinalCheck(story, uploads);
        check.run();
        check.noCutFileAccepted();
    }

    private void restart(Map<String, String> clock) {
        scene.stack().stop(Part.SFTP_WATCHER);
        scene.stack().setEnvironment(Part.SFTP_WATCHER, clock);
        scene.stack().bringBack(Part.SFTP_WATCHER);
    }

    private void upload(Uploads uploads, int day, Version version) {
        uploads.put(day, version);
        String date = Uploads.date(day);
        int attempts = uploads.versions(date).size();
        long begin = System.nanoTime();
        boolean ended = true;
        try {
            Until.seen(
                    "attempt " + attempts + " of " + date,
                    END_LIMIT,
                    () -> uploads.account()
                            .job(date)
                            .filter(job -> job.path("status").asText().matches("success|failed")
                                    && job.path("attempt").asInt() == attempts
                                    && (!version.good() || job.path("rows").asInt() == version.rows())));
        } catch (IllegalStateException late) {
            ended = false;
        }
        scene.story()
                .check(
                        "version %d of %s is the latest attempt after %d s"
                                .formatted(attempts, date, (System.nanoTime() - begin) / 1_000_000_000),
                        ended);
    }

    private static Optional<Path> library() {
        try (Stream<Path> files = Files.find(
                LIBRARIES, 3, (file, about) -> file.getFileName().toString().equals("libfaketimeMT.so.1"))) {
            return files.findFirst();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
