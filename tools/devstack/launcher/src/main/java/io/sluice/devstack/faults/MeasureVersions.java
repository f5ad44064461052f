package io.sluice.devstack.faults;

import io.sluice.devstack.faults.Versions.Seen;
import io.sluice.devstack.faults.Versions.Way;
import io.sluice.devstack.stack.SftpServer;
import io.sluice.devstack.stack.Stack;
import io.sluice.devstack.stack.StackOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs [Versions] for each way and gap, as often as asked and with as many accounts at a time, and prints
/// each run's figures.
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
        try (var accounts = Executors.newFixedThreadPool(options.accounts())) {
            Callable<Integer> run = () -> report(way, gap, Versions.run(stack, way, gap, options.files()));
            int wrong = 0;
            for (Future<Integer> ended : accounts.invokeAll(Collections.nCopies(options.repetitions(), run))) {
                wrong += ended.get();
            }
            story.check(
                    "%s, gap %d ms: the latest attempt of every day is the version uploaded last (%d wrong of %d)"
                            .formatted(way, gap.toMillis(), wrong, options.files() * options.repetitions()),
                    wrong == 0);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a run of %s with a gap of %s failed".formatted(way, gap), failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interruption);
        }
    }

    /// How many days were wrong.
    private int report(Way way, Duration gap, Seen seen) {
        int wrong = seen.wrongDays().size();
        story.saw("%s, gap %d ms: %d of %d days wrong; refused: %d removals, %d uploads"
                .formatted(way, gap.toMillis(), wrong, options.files(), seen.refusedRemovals(), seen.refusedUploads()));
        seen.wrongDays().forEach(day -> story.saw("  " + day));
        return wrong;
    }
}
