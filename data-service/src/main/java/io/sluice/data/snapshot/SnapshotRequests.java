package io.sluice.data.snapshot;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;

/// Who asked for a snapshot.
interface SnapshotRequests {
    /// Notes a request.
    Uni<Noted> note(EntitySource source, Duration pause);

    /// What became of a request.
    sealed interface Noted {
        /// The snapshot that is taken then or later holds what there is now.
        record Requested(Instant at) implements Noted {}

        /// The one before was not long enough ago.
        record TooSoon(Duration retryAfter) implements Noted {}

        /// No batch has changed the source yet.
        record NoEntities() implements Noted {}
    }
}
