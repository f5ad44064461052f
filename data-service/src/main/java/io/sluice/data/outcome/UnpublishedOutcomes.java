package io.sluice.data.outcome;

import io.sluice.contracts.event.BatchFinished;
import java.util.List;
import java.util.function.Consumer;

/// The outcomes that are not announced yet.
interface UnpublishedOutcomes {
    /// Announces some of them, oldest first, and remembers that. One instance at a time does it; the others
    /// announce none. An outcome that cannot be read is set aside and holds up no other.
    ///
    /// @param publisher returns when all events are durable; what it throws ends the run, and all of it is
    /// announced again
    /// @return how many were announced
    int publish(int limit, Consumer<List<BatchFinished>> publisher);
}
