package io.sluice.database;

import io.sluice.events.Patience;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

/// Work with the database that must not end with an outage, nor hang on a connection whose other end fell
/// silent.
public final class DatabaseWork {
    /// Statements here take milliseconds. A host that vanished sends no reset, so only the clock tells.
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private DatabaseWork() {}

    /// The work's result, tried for as long as the database is away; values that the database refuses fail at
    /// once.
    ///
    /// An attempt that was given up may have taken effect: the work must bear to be done twice.
    ///
    /// @param what for the log, e.g. `recording a claim`
    public static <T> Uni<T> untilDone(String what, Supplier<Uni<? extends T>> work) {
        return untilDone(what, LIMIT, work);
    }

    /// The work's result, or a failure when there is none in time.
    ///
    /// @param what for the failure's message, e.g. `taking a mail`
    public static <T> Uni<T> once(String what, Uni<T> work) {
        return limited(what, LIMIT, work);
    }

    static <T> Uni<T> untilDone(String what, Duration limit, Supplier<Uni<? extends T>> work) {
        return Patience.untilDone(what, Refusals::areFinal, () -> limited(what, limit, work.get()));
    }

    private static <T> Uni<T> limited(String what, Duration limit, Uni<T> work) {
        return work.ifNoItem().after(limit).failWith(() -> new DatabaseTimeoutException(what, limit));
    }
}
