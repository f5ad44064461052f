package io.sluice.batch.announcement;

import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.BatchTrafficMeasured;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/// What the tables say and the topics do not yet. Only one instance publishes at a time.
interface Unannounced {
    /// Hands batches that were received to the publisher, and remembers them as announced after it succeeds.
    ///
    /// @return how many were published; 0 when none is left or another instance publishes
    Uni<Integer> publishBatches(int limit, Function<BatchReceived, Uni<Void>> publisher);

    /// As [#publishBatches], for the traffic of accounts.
    Uni<Integer> publishTraffic(int limit, Function<BatchTrafficMeasured, Uni<Void>> publisher);
}
