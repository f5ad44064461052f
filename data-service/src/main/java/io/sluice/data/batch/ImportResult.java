package io.sluice.data.batch;

import io.sluice.contracts.event.BatchFinished;

/// The result of one attempt to import a batch.
public sealed interface ImportResult {
    /// The batch has its outcome now.
    record Finished(BatchFinished event) implements ImportResult {}

    /// An earlier attempt, or another instance, has ended the batch.
    record FinishedBefore() implements ImportResult {}

    /// Nothing of the batch happened; a later attempt may succeed.
    record RetryLater(String reason, Cause cause) implements ImportResult {}

    /// What a failure affects.
    enum Cause {
        /// Only this batch; others can be imported.
        BATCH,
        /// A dependency that all batches need.
        DEPENDENCY
    }
}
