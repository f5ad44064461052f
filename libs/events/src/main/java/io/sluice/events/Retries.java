package io.sluice.events;

import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Repeats the work for an event while a dependency is unavailable, so that an outage makes no dead letters.
///
/// | failure | what happens |
/// |---|---|
/// | transient: another attempt may succeed | logged, then tried again, after at most 5 s |
/// | permanent: every attempt fails the same way | passed on at once |
public final class Retries {
    private static final Log LOG = Log.of(Retries.class);
    private static final RetryPolicy DELAYS = new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(5));

    private Retries() {}

    /// The work's result, after as many attempts as it takes; the work must be idempotent.
    ///
    /// @param what for the log, e.g. `recording a claim`
    public static <T> Uni<T> whileTransient(
            String what, Predicate<Throwable> isPermanent, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().deferred(() -> {
            var failures = new AtomicInteger();
            return Uni.createFrom()
                    .<T>deferred(work)
                    .onFailure(isPermanent.negate())
                    .invoke(failure -> report(what, failures.incrementAndGet(), failure))
                    .onFailure(isPermanent.negate())
                    .retry()
                    .withBackOff(DELAYS.firstDelay(), DELAYS.longestDelay())
                    .indefinitely()
                    .invoke(() -> reportSuccess(what, failures.get()));
        });
    }

    /// An outage of an hour makes 700 attempts of each event that is in work: one line for all of them.
    private static void report(String what, int attempt, Throwable failure) {
        if (attempt == 1) {
            LOG.warn(
                    "work failed and is tried again until it succeeds",
                    LogFields.field("work", what),
                    LogFields.cause(failure));
        } else {
            LOG.debug(
                    "work failed again",
                    LogFields.field("work", what),
                    LogFields.field("attempt", attempt),
                    LogFields.cause(failure));
        }
    }

    private static void reportSuccess(String what, int failures) {
        if (failures > 0) {
            LOG.info(
                    "work succeeded after failures",
                    LogFields.field("work", what),
                    LogFields.field("failures", failures));
        }
    }
}
