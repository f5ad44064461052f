package io.sluice.database;

import io.sluice.events.Retries;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

/// Calls to the database, each with a timeout; those for events are also repeated while it is unavailable.
public final class DatabaseCalls {
    /// Statements here take milliseconds. A host that vanished sends no reset, so only a timeout ends the
    /// call. A client that waits for an answer gets it soon.
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /// For events, which nobody waits for: under load the next attempt would only wait longer.
    private static final Duration EVENT_TIMEOUT = Duration.ofSeconds(15);

    private DatabaseCalls() {}

    /// The call's result, after as many attempts as it takes; a value that the database refuses fails at
    /// once.
    ///
    /// The call must be idempotent: an attempt that timed out may have taken effect.
    ///
    /// @param what for the log, e.g. `recording a claim`
    public static <T> Uni<T> retryWhileTransient(String what, Supplier<Uni<? extends T>> call) {
        return retryWhileTransient(what, EVENT_TIMEOUT, call);
    }

    /// The result of one attempt, or a [DatabaseTimeoutException].
    ///
    /// @param what for the failure's message, e.g. `taking a mail`
    public static <T> Uni<T> withTimeout(String what, Uni<T> call) {
        return withTimeout(what, TIMEOUT, call);
    }

    static <T> Uni<T> retryWhileTransient(String what, Duration timeout, Supplier<Uni<? extends T>> call) {
        return Retries.whileTransient(
                what, PermanentFailures::isPermanent, () -> withTimeout(what, timeout, call.get()));
    }

    /// The call itself is not cancelled: it gives its connection back when it ends.
    static <T> Uni<T> withTimeout(String what, Duration timeout, Uni<T> call) {
        return call.memoize()
                .indefinitely()
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new DatabaseTimeoutException(what, timeout));
    }
}
