package io.sluice.devstack.faults;

import io.sluice.devstack.faults.Uploads.Version;
import io.sluice.devstack.stack.Part;
import java.time.Duration;

/// The case `halted`: each process in turn is halted while files and batches arrive, as a machine that
/// stalls.
record Halted(Scene scene, Duration halt) {

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    void run() {
        for (Part part : Part.values()) {
            run(part);
        }
    }

    private void run(Part part) {
        Story story = scene.story();
        Uploads uploads = new Uploads(Account.create(scene.stack()));
        Batches batches = Batches.of(uploads.account());
        uploads.putGood(0, 4, 100);
        uploads.putBad(4, 2);
        batches.send();
        scene.halt(part);
        batches.send();
        long end = System.nanoTime() + halt.toNanos();
        int day = 6;
        while (System.nanoTime() < end) {
            uploads.put(day, day % 3 == 0 ? Version.bad() : Version.good(100));
            day++;
            Scene.hold(BETWEEN);
        }
        story.did("halted %s for %d s and tried to upload %d files; %d were refused"
                .formatted(part.label(), halt.toSeconds(), day - 6, uploads.refusedCount()));
        story.saw("readiness: " + scene.readiness());
        scene.goOn(part);
        story.did("let " + part.label() + " go on");
        uploads.account().awaitLogin();
        story.check("every upload is taken afterwards", uploads.putRefusedAgain());
        FinalCheck check = new FinalCheck(story, uploads);
        check.run();
        check.noCutFileAccepted();
        batches.checkTaken(story);
        batches.check(story);
    }
}
