package io.sluice.data.snapshot;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DataKeys;
import io.sluice.data.copy.PlainObjects;
import io.sluice.data.snapshot.DueSnapshot.Why;
import io.sluice.data.snapshot.EntityReads.EntityRead;
import io.sluice.data.snapshot.SnapshotSchemas.Versioned;
import io.sluice.data.table.EntityColumns;
import io.sluice.objects.data.DataObjects;
import io.sluice.objects.data.NewDataFile;
import java.util.Optional;
import java.util.UUID;

/// Writes the entities of a source to a file, and makes it the current snapshot.
///
/// | step | if the process dies after it |
/// |---|---|
/// | all entities are read in one transaction that sees one state, and written to a new object | parts of an object,
/// which are removed after a time |
/// | the object is finished | an object that nothing names: an orphan |
/// | one transaction makes it the snapshot, and all of the source's table | its plain copy is due |
/// | the object is copied to its plain path | it is copied again |
///
/// The transaction that reads has the lock of the account until all is done, so one instance at a time does
/// this. Thread-safe.
final class BuildSnapshot {
    private final Snapshots snapshots;
    private final SnapshotTables tables;
    private final EntityReads entities;
    private final SnapshotSchemas schemas;
    private final DataObjects objects;
    private final PlainObjects plain;

    BuildSnapshot(
            Snapshots snapshots,
            SnapshotTables tables,
            EntityReads entities,
            SnapshotSchemas schemas,
            DataObjects objects,
            PlainObjects plain) {
        this.snapshots = snapshots;
        this.tables = tables;
        this.entities = entities;
        this.schemas = schemas;
        this.objects = objects;
        this.plain = plain;
    }

    /// What was done.
    enum Done {
        /// There is a new snapshot.
        BUILT,
        /// The current one holds what there is.
        UNCHANGED,
        /// Another instance is at work, or the source is gone.
        PASSED_OVER
    }

    Done build(DueSnapshot due) {
        var begun = entities.begin(due);
        if (begun.isEmpty()) {
            return Done.PASSED_OVER;
        }
        try (var read = begun.get()) {
            // Not before: another instance may have published a newer schema meanwhile.
            var schema = schemas.find(due.source());
            if (schema.isEmpty()) {
                return Done.PASSED_OVER;
            }
            var done = build(due, schema.get(), read);
            if (snapshots.isCopyDue(due.source())) {
                copy(due.source());
            }
            return done;
        }
    }

    private Done build(DueSnapshot due, Versioned schema, EntityRead read) {
        var source = due.source();
        var content = new EntitySnapshot.Content(schema.version(), read.batch(), read.changedAt(), read.takenAt());
        var current = snapshots.current(source);
        if (due.why() == Why.SCHEMA
                && current.filter(held -> held.content().schemaVersion() == schema.version())
                        .isPresent()) {
            return Done.UNCHANGED;
        }
        if (current.filter(held -> held.content().isSameAs(content)).isPresent()) {
            snapshots.stillCurrent(current.get(), content);
            return Done.UNCHANGED;
        }
        var columns = tables.columns(source, schema);
        var file = write(source, schema, columns, read);
        if (tables.replace(source, columns, content, file)) {
            return Done.BUILT;
        }
        file.ifPresent(superfluous -> objects.remove(superfluous.key()));
        return Done.PASSED_OVER;
    }

    private Optional<DataFile> write(EntitySource source, Versioned schema, EntityColumns columns, EntityRead read) {
        var key = DataKeys.snapshotFile(
                source.account(), source.source(), UUID.randomUUID().toString().replace("-", ""));
        try (var file = new SnapshotFile(schema.schema(), columns::id, new NewDataFile(objects, key))) {
            read.each(file::add);
            return file.finish();
        }
    }

    private void copy(EntitySource source) {
        snapshots.current(source).ifPresent(snapshot -> {
            var path = DataKeys.plainCopy(source.account(), source.source());
            var isThere = snapshot.file().filter(file -> plain.copy(file, path)).isPresent();
            if (!isThere) {
                plain.remove(path);
            }
            if (!snapshots.copied(snapshot)) {
                plain.remove(path);
            }
        });
    }
}
