package io.sluice.data.snapshot;

import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.data.DataFile;
import java.time.Instant;
import java.util.Optional;

/// The entities of a source as they were at one time.
///
/// @param snapshotId its name among the snapshots of the source
/// @param content what was read
/// @param file empty when there were no entities
/// @param updatedAt when it took the place of the one before it
/// @param replacedAt when the next one took its place; empty while it is the current one
public record EntitySnapshot(
        EntitySource source,
        long snapshotId,
        Content content,
        Optional<DataFile> file,
        Instant updatedAt,
        Optional<Instant> replacedAt) {

    /// What was read.
    ///
    /// @param schemaVersion that the columns are of
    /// @param batch that changed the entities last; empty when it is not known any more
    /// @param changedAt when that was; grows with each batch
    /// @param takenAt all batches that had ended by then are in it
    public record Content(int schemaVersion, Optional<BatchRef> batch, Instant changedAt, Instant takenAt) {
        boolean isSameAs(Content other) {
            return schemaVersion == other.schemaVersion && changedAt.equals(other.changedAt);
        }

        /// Whether the other one has what this one does not: later entities, or a later schema.
        boolean isBefore(Content other) {
            return schemaVersion < other.schemaVersion || changedAt.isBefore(other.changedAt);
        }
    }

    public long rows() {
        return file.map(DataFile::rows).orElse(0L);
    }
}
