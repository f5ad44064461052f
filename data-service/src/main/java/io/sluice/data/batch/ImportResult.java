package io.sluice.data.batch;

import io.sluice.contracts.event.BatchFinished;

/// The result of one attempt to import a batch.
public sealed interface ImportResult {
    /// The batch has its outcome now.
    record Finished(BatchFinished event, ImportTimes times) implements ImportResult {}

    /// An earlier attempt, or another instance, has ended the batch.
    record FinishedBefore() implements ImportResult {}

    /// Nothing of the batch happened; a later attempt may succeed.
    record RetryLater(String reason, Cause cause) implements ImportResult {}

    /// Why an attempt did not end its batch.
    enum Cause {
        /// Others have what this batch needs; no failure, and it is not counted.
        BATCH,
        /// It is to be imported alone, and the others at work did not end in time; not counted. No other
        /// begins while it waits for them, so it must not wait again at once.
        ALONE,
        /// A dependency that all batches need is unavailable; not counted.
        DEPENDENCY,
        /// Only another version, or another schema, can import it; not counted.
        VERSION,
        /// The folder for temporary files has no room, and the attempt itself took much of it; counted.
        NO_ROOM,
        /// The disk of the database has no room, and the attempt itself took much of it; not counted.
        DATABASE_FULL,
        /// The database failed while it held much of the attempt, which may be the cause; not counted.
        DATABASE_LOST,
        /// The attempt failed unexpectedly; counted, because the batch may be the cause.
        FAILURE
    }
}
