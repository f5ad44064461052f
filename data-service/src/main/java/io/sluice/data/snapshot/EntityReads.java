package io.sluice.data.snapshot;

import io.sluice.contracts.batch.BatchRef;
import io.sluice.parquet.EntityRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads all entities of a source as they are at one time. All methods block, and throw
/// [io.sluice.data.batch.DatabaseUnavailableException] when the database does not serve them.
interface EntityReads {
    /// Begins, alone among all instances; empty while another one is at work on a source of the account,
    /// and when nothing is known of the source any more.
    Optional<EntityRead> begin(DueSnapshot due);

    /// One reading; what other transactions change meanwhile is not seen.
    interface EntityRead extends AutoCloseable {
        /// The batch that changed the entities last; empty when it is not known any more.
        Optional<BatchRef> batch();

        /// When that was.
        Instant changedAt();

        /// When the reading began, by the database's clock.
        Instant takenAt();

        /// Gives all entities to a reader, which may not keep them.
        void each(Consumer<EntityRecord> reader);

        /// Ends the reading, and others may begin.
        @Override
        void close();
    }
}
