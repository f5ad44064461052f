package io.sluice.data.snapshot;

import io.sluice.data.care.DataSets.Table;
import io.sluice.data.care.EachTable;
import io.sluice.objects.data.DataObjects;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Removes the files of snapshots that were replaced a day ago, and an hour: so long addresses are valid.
/// What the table knows of them goes first. A process that dies in between does it again.
final class RemoveReplacedSnapshots {
    static final Duration AGE = Duration.ofHours(25);

    private static final int SOURCES = 1_000;

    private final Snapshots snapshots;
    private final SnapshotTables tables;
    private final DataObjects objects;

    RemoveReplacedSnapshots(Snapshots snapshots, SnapshotTables tables, DataObjects objects) {
        this.snapshots = snapshots;
        this.tables = tables;
        this.objects = objects;
    }

    /// Removes those of some sources; the number of files. A source that fails holds up no other.
    int some() {
        var removed = new AtomicInteger();
        var due = snapshots.withReplaced(AGE, SOURCES).stream()
                .map(source -> new Table(source.account(), source.source()))
                .toList();
        EachTable.remove(due, table -> remove(new EntitySource(table.account(), table.source())), removed::addAndGet);
        return removed.get();
    }

    private int remove(EntitySource source) {
        var replaced = snapshots.replaced(source, AGE);
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
