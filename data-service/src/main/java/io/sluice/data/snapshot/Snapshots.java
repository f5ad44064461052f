package io.sluice.data.snapshot;

import io.sluice.contracts.data.DataFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The snapshots that there are. All methods block, and throw
/// [io.sluice.data.batch.DatabaseUnavailableException] when the database does not serve them.
interface Snapshots {
    Optional<EntitySnapshot> current(EntitySource source);

    /// The current snapshot holds what there was at a later time, too.
    void stillCurrent(EntitySnapshot current, EntitySnapshot.Content now);

    /// Runs changes of one source's table as one transaction, alone among all instances.
    ///
    /// @param work a failure of it changes nothing
    <T> T change(EntitySource source, Function<Change, T> work);

    /// What one transaction may do.
    interface Change {
        /// Whether there are entities of the source; they go when their account is erased.
        boolean isKnown();

        Optional<EntitySnapshot> current();

        /// Where the table's metadata is; empty while there is no table.
        Optional<String> metadata();

        /// Makes the catalogue name other metadata.
        void moveTable(Optional<String> from, String to);

        /// Makes a snapshot the current one.
        ///
        /// @param snapshotId of the table
        /// @param file empty when there are no entities
        void replace(long snapshotId, EntitySnapshot.Content content, Optional<DataFile> file);
    }

    /// Where the metadata of the source's table is; empty while there is no table.
    Optional<String> metadata(EntitySource source);

    /// The plain copy of the snapshot is made. When there is a newer one, its copy is due.
    ///
    /// @return false when nothing is known of the source any more, because its account was erased
    boolean copied(EntitySnapshot snapshot);

    /// Whether the plain copy of the current snapshot is to be made.
    boolean isCopyDue(EntitySource source);

    /// Sources with snapshots that were replaced that long ago.
    List<EntitySource> withReplaced(Duration age, int limit);

    /// Snapshots of a source that were replaced that long ago.
    List<EntitySnapshot> replaced(EntitySource source, Duration age);

    /// A replaced snapshot is not kept any more.
    void forget(EntitySnapshot replaced);
}
