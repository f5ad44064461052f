package io.sluice.devstack.faults;

import io.sluice.devstack.faults.Versions.Seen;
import io.sluice.devstack.faults.Versions.Way;
import io.sluice.devstack.stack.SftpServer;
import io.sluice.devstack.stack.Stack;
import io.sluice.devstack.stack.StackOptions;
import java.time.Duration;

/// Runs [Versions] for each way and gap, as often as asked, and prints each run's figures.
record MeasureVersions(Story story, FaultsOptions options) {

    void run(SftpServer server) {
        try (Stack stack = Stack.of(StackOptions.continuous().with(server)).start(part -> {})) {
            story.did("started everything");
            for (Way way : Way.values()) {
                for (Duration gap : options.gaps()) {
                    measure(stack, way, gap);
                }
            }
        }
    }

    private void measure(Stack stack, Way way, Duration gap) {
        int wrong = 0;
        for (int i = 1; i <= options.repetitions(); i++) {
            Seen seen = Versions.run(stack, way, gap, options.files());
            wrong += seen.wrongDays().size();
            story.saw("%s, gap %d ms, run %d: %d of %d days wrong; refused: %d removals, %d uploads"
                    .formatted(
                            way,
                            gap.toMillis(),
                            i,
                            seen.wrongDays().size(),
                            options.files(),
                            seen.refusedRemovals(),
                            seen.refusedUploads()));
            seen.wrongDays().forEach(day -> story.saw("  " + day));
        }
        story.check(
                "%s, gap %d ms: the latest attempt of every day is the version uploaded last (%d wrong of %d)"
                        .formatted(way, gap.toMillis(), wrong, options.files() * options.repetitions()),
                wrong == 0);
    }
}
