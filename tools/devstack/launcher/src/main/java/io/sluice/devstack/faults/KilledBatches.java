package io.sluice.devstack.faults;

import io.sluice.devstack.stack.Part;
import java.time.Duration;
import java.util.List;

/// The case `batches`: what takes part in the import of batches is killed, part by part and then all at once,
/// while a tenant goes on sending.
record KilledBatches(Scene scene) {

    private static final List<Part> PARTS = List.of(Part.BATCH_SERVICE, Part.DATA_SERVICE, Part.POSTGRES);
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final int BEFORE = 8;
    private static final int DURING = 12;

    void run() {
        PARTS.forEach(part -> run(List.of(part)));
        run(PARTS);
    }

    private void run(List<Part> parts) {
        Story story = scene.story();
        Batches batches = Batches.of(Account.create(scene.stack()));
        send(batches, BEFORE);
        parts.forEach(scene.stack()::kill);
        send(batches, DURING);
        story.did("killed %s and sent %d batches; %d were not taken"
                .formatted(parts.stream().map(Part::label).toList(), BEFORE + DURING, batches.unsent()));
        parts.reversed().forEach(scene.stack()::bringBack);
        story.did("brought them back");
        story.check("every batch is taken afterwards", batches.sendAgain());
        batches.check(story);
    }

    private static void send(Batches batches, int count) {
        for (int batch = 0; batch < count; batch++) {
            batches.send();
            Scene.hold(BETWEEN);
        }
    }
}
