package io.sluice.data.batch;

import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.data.source.RecordSource;
import java.util.List;

/// Keeps the entities and the outcomes of batches. All methods throw [DatabaseUnavailableException] when the
/// database does not serve them.
public interface Imports {
    /// Whether the batch has its outcome.
    boolean isFinished(BatchRef batch);

    /// Notes that an attempt begins; the number of attempts that began and did not end, this one included.
    int begin(BatchReceived batch);

    /// Notes that the attempt ended by a failure that has nothing to do with the batch.
    void survived(BatchRef batch);

    /// An empty stage.
    ///
    /// @param sources those that the records may name
    Stage stage(BatchReceived batch, List<RecordSource> sources);
}
