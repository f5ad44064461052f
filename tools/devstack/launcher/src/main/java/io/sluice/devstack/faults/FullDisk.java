package io.sluice.devstack.faults;

import io.sluice.devstack.faults.Scene.Place;
import io.sluice.devstack.faults.Uploads.Version;
import java.time.Duration;

/// The cases in which one part's disk is full while files arrive.
record FullDisk(Scene scene, Place place) {

    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int DURING = 30;

    /// @param pressure makes the part itself write until it notices
    void run(Runnable pressure) {
        Story story = scene.story();
        Uploads uploads = new Uploads(Account.create(scene.stack()));
        uploads.putGood(0, 5, 100);
        uploads.putBad(5, 5);
        scene.disk(place).fill();
        story.did("uploaded 10 files, then filled the disk; %d bytes are free"
                .formatted(scene.disk(place).free()));
        pressure.run();
        for (int day = 10; day < 10 + DURING; day++) {
            uploads.put(day, day % 3 == 0 ? Version.bad() : Version.good(100));
            Scene.hold(BETWEEN);
        }
        story.did("uploaded %d files while it was full; %d were refused".formatted(DURING, uploads.refusedCount()));
        story.saw("readiness: " + scene.readiness());
        story.check("health says that something does not work", scene.isFoundUnwell());

        scene.disk(place).makeRoom();
        story.did("made room");
        story.check("every upload is taken after there is room", uploads.putRefusedAgain());
        FinalCheck check = new FinalCheck(story, uploads);
        check.run();
        check.noCutFileAccepted();
    }
}
