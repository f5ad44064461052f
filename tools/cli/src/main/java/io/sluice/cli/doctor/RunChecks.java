package io.sluice.cli.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs all checks at once, each for at most the limit, so that one that hangs delays no other.
final class RunChecks {
    private final Duration limit;

    RunChecks(Duration limit) {
        this.limit = limit;
    }

    /// The findings in the order of the checks.
    List<Finding> run(List<Check> checks) throws InterruptedException {
        // Closing would wait for the checks that hang.
        ExecutorService threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("check-", 1).factory());
        var begin = System.nanoTime();
        var running = new ArrayList<Future<Finding>>();
        for (var check : checks) {
            running.add(threads.submit(() -> {
                var outcome = check.run();
                return new Finding(check.subject(), outcome, Duration.ofNanos(System.nanoTime() - begin));
            }));
        }
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < checks.size(); i++) {
            findings.add(await(checks.get(i), running.get(i), begin));
        }
        threads.shutdownNow();
        return findings;
    }

    private Finding await(Check check, Future<Finding> future, long begin) throws InterruptedException {
        try {
            return future.get(limit.toNanos() - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
        } catch (TimeoutException silence) {
            future.cancel(true);
            return new Finding(
                    check.subject(),
                    new CheckOutcome.Bad(
                            "no answer within %d s (%s)".formatted(limit.toSeconds(), check.place()),
                            "an answer",
                            check.ifSilent()),
                    limit);
        } catch (ExecutionException failure) {
            return new Finding(
                    check.subject(),
                    new CheckOutcome.Bad(
                            "the check itself failed: %s (%s)".formatted(failure.getCause(), check.place()),
                            "a finding",
                            check.ifSilent()),
                    Duration.ofNanos(System.nanoTime() - begin));
        }
    }
}
