package io.sluice.data.outcome;

import io.sluice.contracts.event.BatchFinished;
import java.util.function.Consumer;

/// The outcomes that are not announced yet.
interface UnpublishedOutcomes {
    /// Announces some of them, oldest first, and remembers that. One instance at a time does it; the others
    /// announce none.
    ///
    /// @param publisher returns when the event is durable; what it throws ends the run, and all of it is
    /// announced again
    /// @return how many were announced
    int publish(int limit, Consumer<BatchFinished> publisher);
}
