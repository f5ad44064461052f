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
    Optional<Claim> claim(BatchRef batch);

    /// Whether the batch has its outcome.
    boolean isFinished(BatchRef batch);

    /// Notes that an attempt begins; the number of attempts that began and did not end, this one included.
    int begin(BatchReceived batch);

    /// Takes back the note of an attempt that ends for a reason that has nothing to do with the batch.
    void survived(BatchRef batch);

    /// An empty stage.
    ///
    /// @param sources those that the records may name
    Stage stage(BatchReceived batch, List<RecordSource> sources);

    /// The right to work on a batch.
    interface Claim extends AutoCloseable {
        @Override
        void close();
    }
}
