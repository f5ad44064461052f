package io.sluice.data.table;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DataKeys;
import io.sluice.engine.schema.RecordSchema;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.expressions.Expressions;

/// The table of the entities of one source: unpartitioned, and each commit replaces all of it. In all else it
/// is as [DayTable] says. Not thread-safe.
public final class EntityTable {
    private static final String NEXT_ID = "sluice.next-field-id";

    private final LakeFiles files;
    private final DayTable table;

    private EntityTable(LakeFiles files, DayTable table) {
        this.files = files;
        this.table = table;
    }

    /// The table as it is.
    ///
    /// @param location of its metadata, as the catalogue names it
    public static EntityTable load(LakeFiles files, String location) {
        return new EntityTable(files, DayTable.load(files, location));
    }

    /// A new table without a snapshot.
    public static EntityTable create(LakeFiles files, AccountId account, SourceType source, EntityColumns columns) {
        var key = DataKeys.ofSource(account, source);
        var metadata = TableMetadata.buildFromEmpty(DayTable.FORMAT)
                .setLocation(files.location(key.substring(0, key.length() - 1)))
                .setCurrentSchema(columns.schema(), columns.schema().highestFieldId())
                .setDefaultPartitionSpec(PartitionSpec.unpartitioned())
                .setDefaultSortOrder(SortOrder.unsorted())
                .setProperties(DayTable.PROPERTIES)
                .setProperties(version(columns))
                .build();
        return new EntityTable(files, new DayTable(files, metadata, Optional.empty()));
    }

    private static Map<String, String> version(EntityColumns columns) {
        return Map.of(
                DayTable.SCHEMA_VERSION,
                Integer.toString(columns.version()),
                NEXT_ID,
                Integer.toString(columns.nextId()));
    }

    /// The columns of a source whose table is to be made.
    public static EntityColumns columns(int version, RecordSchema schema) {
        return EntityColumns.of(version, schema, Optional.empty(), 1);
    }

    /// The columns that this table is to have.
    public EntityColumns columnsOf(int version, RecordSchema schema) {
        return EntityColumns.of(version, schema, Optional.of(table.metadata().schema()), nextId());
    }

    private int nextId() {
        return Integer.parseInt(table.metadata().property(NEXT_ID, "1"));
    }

    /// Gives the table other columns.
    ///
    /// @throws UnusableSchemaException when the table has changed since the columns got their ids
    public void evolve(EntityColumns columns) {
        var before = table.metadata();
        if (columns.schema().sameSchema(before.schema())) {
            return;
        }
        if (columns.firstId() != nextId()) {
            throw new UnusableSchemaException(
                    "the columns of %s have changed while its entities were read".formatted(before.location()));
        }
        table.draft()
                .commit(
                        before,
                        TableMetadata.buildFrom(before)
                                .setProperties(version(columns))
                                .setCurrentSchema(
                                        columns.schema(),
                                        Math.max(
                                                before.lastColumnId(),
                                                columns.schema().highestFieldId()))
                                .build());
    }

    /// Replaces all entities in one snapshot.
    ///
    /// @param file empty when there are none
    /// @return the new snapshot
    public long replace(Optional<DataFile> file) {
        var overwrite = table.table().newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
        file.ifPresent(added -> overwrite.addFile(DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath(files.location(added.key()))
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(added.size())
                .withRecordCount(added.rows())
                .build()));
        overwrite.commit();
        return table.metadata().currentSnapshot().snapshotId();
    }

    /// See [DayTable#expire].
    public void expire(KeptSnapshots kept, Instant now) {
        table.expire(kept, now);
    }

    /// Forgets snapshots; whether the table had any of them. The current one stays.
    public boolean forget(Collection<Long> snapshots) {
        var current = table.metadata().currentSnapshot();
        var known = table.metadata().snapshots().stream()
                .map(snapshot -> snapshot.snapshotId())
                .filter(id -> snapshots.contains(id) && (current == null || id != current.snapshotId()))
                .toList();
        if (!known.isEmpty()) {
            table.forget(known);
        }
        return !known.isEmpty();
    }

    /// See [DayTable#write].
    public String write() {
        return table.write();
    }
}
