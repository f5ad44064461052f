package io.sluice.data.batch;

import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.data.source.RecordSource;
import java.util.List;
import java.util.Optional;

/// Keeps the entities and the outcomes of batches. All methods throw [DatabaseUnavailableException] when the
/// database does not serve them.
public interface Imports {
    /// Claims the batch until the claim is closed, or this process or its connection ends; empty while
    /// another attempt has it, here or in another process.
    Optional<Claim> claim(BatchReceived batch);

    /// Takes back the note of an attempt that ends for a reason that has nothing to do with the batch.
    void survived(BatchRef batch);

    /// An attempt that begins.
    ///
    /// @param unended attempts that began and did not end, this one included
    /// @param number higher than that of each earlier attempt
    record Begun(int unended, long number) {}

    /// The right to work on a batch. Belongs to one thread.
    interface Claim extends AutoCloseable {
        /// Whether the batch has its outcome.
        boolean isFinished();

        /// The key of the log that the outcome names.
        Optional<String> logKey();

        /// Lets the outcome be published again if that was done a while ago: batch-service announces a batch
        /// again when it has not heard of its outcome.
        void publishAgain();

        /// The number of attempts that began and did not end.
        int begun();

        /// Notes that an attempt begins.
        Begun begin();

        /// An empty stage. One at a time.
        ///
        /// @param sources those that the records may name
        Stage stage(List<RecordSource> sources);

        /// Gives the batch back. What is not committed is gone.
        @Override
        void close();
    }
}
