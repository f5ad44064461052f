package io.sluice.events;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Does an event's work again as long as a part it needs is away, so that an outage makes no dead letters.
public final class Patience {
    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Patience() {}

    /// The work's result, however often it takes; the work must bear to be done twice.
    ///
    /// @param what for the log, e.g. `recording a claim`
    /// @param hopeless tells failures that another try does not mend; they are passed on at once
    public static <T> Uni<T> untilDone(String what, Predicate<Throwable> hopeless, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .<T>deferred(work)
                .onFailure(hopeless.negate())
                .invoke(away -> LOG.warnf("%s failed and is tried again: %s", what, away))
                .onFailure(hopeless.negate())
                .retry()
                .withBackOff(FIRST, LONGEST)
                .indefinitely();
    }
}
