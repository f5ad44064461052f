package io.sluice.watcher.scan;

import java.time.Instant;
import java.util.Optional;

/// Whether an upload may be claimed now.
public sealed interface TakeDecision {

    /// The upload is complete and its pick-up is due.
    record Due() implements TakeDecision {}

    /// The upload is judged again later.
    ///
    /// @param reason a sentence for the tenant
    /// @param nextPickup empty for a continuous schedule
    record Waiting(Until until, String reason, Optional<Instant> nextPickup) implements TakeDecision {}

    /// What ends the waiting.
    enum Until {
        /// An action of its writer, which the ledger reports.
        WRITER,
        /// Some time without a change.
        QUIET,
        /// The next pick-up.
        PICKUP
    }
}
