package io.sluice.data.snapshot;

import io.sluice.contracts.data.DataFile;
import io.sluice.data.snapshot.SnapshotSchemas.Versioned;
import io.sluice.data.table.EntityColumns;
import io.sluice.data.table.EntityTable;
import io.sluice.data.table.KeptSnapshots;
import io.sluice.data.table.LakeFiles;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;

/// The Iceberg tables of entities: each snapshot is one commit that replaces all of its table. Thread-safe.
final class SnapshotTables {
    private final Snapshots snapshots;
    private final LakeFiles files;
    private final KeptSnapshots kept;
    private final Clock clock;

    SnapshotTables(Snapshots snapshots, LakeFiles files, KeptSnapshots kept, Clock clock) {
        this.snapshots = snapshots;
        this.files = files;
        this.kept = kept;
        this.clock = clock;
    }

    /// The columns that the source's table is to have, with their ids.
    EntityColumns columns(EntitySource source, Versioned schema) {
        return snapshots
                .metadata(source)
                .map(location -> EntityTable.load(files, location).columnsOf(schema.version(), schema.schema()))
                .orElseGet(() -> EntityTable.columns(schema.version(), schema.schema()));
    }

    /// Makes a file the snapshot and the table of its source, in one transaction.
    ///
    /// @param file empty when there are no entities
    /// @return false when nothing has changed: there is a later snapshot or one of a later schema, or the
    /// account was erased
    boolean replace(
            EntitySource source, EntityColumns columns, EntitySnapshot.Content content, Optional<DataFile> file) {
        return snapshots.change(source, change -> {
            var hasLater = change.current()
                    .map(EntitySnapshot::content)
                    .filter(content::isBefore)
                    .isPresent();
            if (hasLater || !change.isKnown()) {
                return false;
            }
            var before = change.metadata();
            var table = before.map(location -> EntityTable.load(files, location))
                    .orElseGet(() -> EntityTable.create(files, source.account(), source.source(), columns));
            table.evolve(columns);
            var snapshotId = table.replace(file);
            table.expire(kept, clock.instant());
            change.moveTable(before, table.write());
            change.replace(snapshotId, content, file);
            return true;
        });
    }

    /// Forgets snapshots of the table: a reader of one would miss its file.
    void forget(EntitySource source, Collection<Long> snapshotIds) {
        var _ = snapshots.change(source, change -> {
            var location = change.metadata();
            location.map(named -> EntityTable.load(files, named))
                    .filter(table -> table.forget(snapshotIds))
                    .ifPresent(table -> change.moveTable(location, table.write()));
            return location;
        });
    }
}
