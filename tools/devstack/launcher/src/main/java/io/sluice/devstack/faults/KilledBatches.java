package io.sluice.devstack.faults;

import io.sluice.devstack.stack.Part;
import java.time.Duration;
import java.util.List;

/// The case `batches`: what takes part in the import of batches is killed, part by part and then all at once,
/// while a tenant goes on sending. Each round kills a little later after the beginning of an upload, so that
/// it meets other steps of uploads and imports. data-service itself checks the records; no validator takes
/// part.
///
/// Without Kafka batches are taken for `sluice.account-view.max-age`; then nobody hears of revocations, and
/// the answer is 503.
record KilledBatches(Scene scene) {

    private static final List<Part> PARTS =
            List.of(Part.BATCH_SERVICE, Part.DATA_SERVICE, Part.POSTGRES, Part.OBJECT_STORE, Part.KAFKA);
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final Duration LATER = Duration.ofMillis(20);
    private static final int ROUNDS = 6;
    private static final int BEFORE = 3;
    private static final int DURING = 3;

    void run() {
        PARTS.forEach(part -> run(List.of(part)));
        run(PARTS);
    }

    private void run(List<Part> parts) {
        Story story = scene.story();
        Batches batches = Batches.of(Account.create(scene.stack()));
        for (int round = 0; round < ROUNDS; round++) {
            send(batches, BEFORE);
            killAmidAnUpload(batches, parts, LATER.multipliedBy(round));
            send(batches, DURING);
            parts.reversed().forEach(scene.stack()::bringBack);
        }
        story.did("killed %s %d times and sent %d batches"
                .formatted(parts.stream().map(Part::label).toList(), ROUNDS, batches.sent()));
        batches.checkTaken(story);
        batches.check(story);
    }

    private void killAmidAnUpload(Batches batches, List<Part> parts, Duration after) {
        batches.send();
        Scene.hold(after);
        parts.forEach(scene.stack()::kill);
    }

    private static void send(Batches batches, int count) {
        for (int batch = 0; batch < count; batch++) {
            batches.send();
            Scene.hold(BETWEEN);
        }
    }
}
