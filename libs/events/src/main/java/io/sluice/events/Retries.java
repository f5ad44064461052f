package io.sluice.events;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Repeats the work for an event while a dependency is unavailable, so that an outage makes no dead letters.
///
/// | failure | what happens |
/// |---|---|
/// | transient: another attempt may succeed | logged, then tried again, after at most 5 s |
/// | permanent: every attempt fails the same way | passed on at once |
public final class Retries {
    private static final Logger LOG = Logger.getLogger(Retries.class);
    private static final RetryPolicy DELAYS = new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(5));

    private Retries() {}

    /// The work's result, after as many attempts as it takes; the work must be idempotent.
    ///
    /// @param what for the log, e.g. `recording a claim`
    public static <T> Uni<T> whileTransient(
            String what, Predicate<Throwable> isPermanent, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .<T>deferred(work)
                .onFailure(isPermanent.negate())
                .invoke(failure -> LOG.warnf("%s failed and is tried again: %s", what, failure))
                .onFailure(isPermanent.negate())
                .retry()
                .withBackOff(DELAYS.firstDelay(), DELAYS.longestDelay())
                .indefinitely();
    }
}
