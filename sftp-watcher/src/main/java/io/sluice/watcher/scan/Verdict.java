package io.sluice.watcher.scan;

import java.time.Instant;
import java.util.Optional;

/// Whether an upload may be taken now.
public sealed interface Verdict {

    /// It is complete and its pick-up is due.
    record Due() implements Verdict {}

    /// It is to be looked at again.
    ///
    /// @param reason a sentence for the tenant
    /// @param nextPickup of a daily schedule
    record Waiting(Until until, String reason, Optional<Instant> nextPickup) implements Verdict {}

    /// What ends the waiting.
    enum Until {
        /// Its writer does something, which the ledger tells.
        WRITER,
        /// It stays as it is for some time.
        QUIET,
        /// The next pick-up comes.
        PICKUP
    }
}
