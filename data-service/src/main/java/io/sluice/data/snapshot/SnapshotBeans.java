package io.sluice.data.snapshot;

import io.sluice.data.copy.PlainObjects;
import io.sluice.data.table.KeptSnapshots;
import io.sluice.data.table.LakeFiles;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Makes the use cases of this package.
final class SnapshotBeans {
    @Produces
    @Singleton
    BuildDueSnapshots buildDueSnapshots(
            Snapshots snapshots,
            SnapshotTables tables,
            EntityReads entities,
            SnapshotSchemas schemas,
            SnapshotObjects objects,
            PlainObjects plain,
            SnapshotConfig config) {
        return new BuildDueSnapshots(
                snapshots,
                new BuildSnapshot(snapshots, tables, entities, schemas, objects, plain),
                config.interval(),
                Clock.systemUTC());
    }

    @Produces
    @Singleton
    SnapshotTables snapshotTables(Snapshots snapshots, LakeFiles files, KeptSnapshots kept) {
        return new SnapshotTables(snapshots, files, kept, Clock.systemUTC());
    }

    @Produces
    @Singleton
    RemoveReplacedSnapshots removeReplacedSnapshots(
            Snapshots snapshots, SnapshotTables tables, SnapshotObjects objects) {
        return new RemoveReplacedSnapshots(snapshots, tables, objects);
    }
}
