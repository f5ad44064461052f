package io.sluice.data.snapshot;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;

/// Who asked for a snapshot.
interface SnapshotRequests {
    /// Notes a request.
    ///
    /// @param pause after the last request, and as long again for each 64 MiB of snapshots that are kept
    Uni<Noted> note(EntitySource source, Duration pause, Duration longestPause);

    /// What became of a request.
    sealed interface Noted {
        /// The snapshot that is taken then or later holds what there is now.
        ///
        /// @param at a full second
        /// @param startsIn how long until then, at most a second
        record Requested(Instant at, Duration startsIn) implements Noted {}

        /// The one before was not long enough ago.
        record TooSoon(Duration retryAfter) implements Noted {}

        /// No batch has changed the source yet.
        record NoEntities() implements Noted {}
    }
}
