package io.sluice.data.snapshot;

import static java.util.stream.Collectors.groupingBy;

import io.sluice.objects.data.DataObjects;
import java.time.Duration;
import java.util.List;

/// Removes the files of snapshots that were replaced a day ago, and an hour: so long addresses are valid.
/// What the table knows of them goes first. A process that dies in between does it again.
final class RemoveReplacedSnapshots {
    static final Duration AGE = Duration.ofHours(25);

    private static final int BATCH = 1_000;

    private final Snapshots snapshots;
    private final SnapshotTables tables;
    private final DataObjects objects;

    RemoveReplacedSnapshots(Snapshots snapshots, SnapshotTables tables, DataObjects objects) {
        this.snapshots = snapshots;
        this.tables = tables;
        this.objects = objects;
    }

    /// Removes some of them; the number of files.
    int some() {
        var removed = 0;
        var bySource = snapshots.replaced(AGE, BATCH).stream().collect(groupingBy(EntitySnapshot::source));
        for (var replaced : bySource.entrySet()) {
            removed += remove(replaced.getKey(), replaced.getValue());
        }
        return removed;
    }

    private int remove(EntitySource source, List<EntitySnapshot> replaced) {
        tables.forget(source, replaced.stream().map(EntitySnapshot::snapshotId).toList());
        var removed = 0;
        for (var snapshot : replaced) {
            if (snapshot.file().isPresent()) {
                objects.remove(snapshot.file().get().key());
                removed++;
            }
            snapshots.forget(snapshot);
        }
        return removed;
    }
}
