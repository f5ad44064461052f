package io.sluice.devstack.faults;

import io.sluice.devstack.stack.Part;
import java.util.List;

/// The case `data-sets`: what takes part in a swap is killed, part by part and then all at once, while
/// corrections of one day come in and a reader reads it.
record KilledDataSets(Scene scene) {

    private static final List<Part> PARTS =
            List.of(Part.VALIDATOR_SERVICE, Part.DATA_SERVICE, Part.POSTGRES, Part.OBJECT_STORE);
    private static final int ROUNDS = 20;

    void run() {
        PARTS.forEach(part -> run(List.of(part)));
        run(PARTS);
    }

    private void run(List<Part> parts) {
        var result = CorrectedDay.run(scene.stack(), parts, ROUNDS);
        scene.story()
                .did("killed %s %d times amid %d corrections of one day, which was read %d times"
                        .formatted(
                                parts.stream().map(Part::label).toList(), ROUNDS, result.versions(), result.looks()));
        result.wrong().forEach(scene.story()::saw);
        scene.story()
                .check(
                        "the day was always one version, never none, and holds the last one in the end",
                        result.wrong().isEmpty());
    }
}
