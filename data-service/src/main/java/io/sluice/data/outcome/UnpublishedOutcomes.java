package io.sluice.data.outcome;

import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchFinished;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// The outcomes that are not announced yet.
interface UnpublishedOutcomes {
    /// Announces some of them, oldest first, and remembers that. One instance at a time does it; the others
    /// announce none. An outcome that cannot be read holds up no other.
    ///
    /// @param publisher returns those whose events are durable; the others are announced again
    /// @return how many were announced
    int publish(int limit, Function<List<BatchFinished>, Set<BatchRef>> publisher);
}
