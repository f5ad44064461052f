package io.sluice.data.table;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.expressions.Expressions;

/// The table of one source, changed in memory and then written: a commit of its own writes one manifest list,
/// its manifests and one file of metadata. Nobody sees them before the catalogue names the new metadata.
///
/// Manifests hold the sizes of files and their counts of rows, no values ([decision
/// 54](docs/decisions/0054-a-swap-is-one-transaction.md)). Not thread-safe.
public final class DayTable {
    static final int FORMAT = 2;
    static final String SCHEMA_VERSION = "sluice.schema-version";
    static final Map<String, String> PROPERTIES = Map.of(
            "write.metadata.previous-versions-max", "3",
            "write.metadata.metrics.default", "none",
            // No engine removes files: what no snapshot names may be a file that waits for its commit.
            "gc.enabled", "false");

    private final HeldFiles files;
    private final TableDraft draft;
    /// Of the metadata; empty for a new table.
    private final Optional<String> loadedFrom;

    DayTable(LakeFiles files, TableMetadata metadata, Optional<String> loadedFrom) {
        this.files = new HeldFiles(files);
        this.loadedFrom = loadedFrom;
        this.draft = new TableDraft(new LakeFileIo(this.files), metadata);
    }

    /// The table as it is.
    ///
    /// @param location of its metadata, as the catalogue names it
    /// @throws org.apache.iceberg.exceptions.NotFoundException when the object store has lost it
    public static DayTable load(LakeFiles files, String location) {
        var metadata = TableMetadataParser.fromJson(location, new String(files.read(location), StandardCharsets.UTF_8));
        // Iceberg's own times are of this clock, too.
        return new DayTable(
                files, MetadataJson.withTimesUntil(metadata, System.currentTimeMillis()), Optional.of(location));
    }

    /// A new table without a snapshot.
    public static DayTable create(LakeFiles files, AccountId account, SourceType source, SourceColumns columns) {
        var key = DataKeys.ofSource(account, source);
        var schema = TableLayout.schema(columns);
        var metadata = TableMetadata.buildFromEmpty(FORMAT)
                .setLocation(files.location(key.substring(0, key.length() - 1)))
                .setCurrentSchema(schema, schema.highestFieldId())
                .setDefaultPartitionSpec(TableLayout.partitions(schema))
                .setDefaultSortOrder(SortOrder.unsorted())
                .setProperties(PROPERTIES)
                .setProperties(version(columns))
                .build();
        return new DayTable(files, metadata, Optional.empty());
    }

    /// The metadata as it is now.
    public TableMetadata metadata() {
        return draft.current();
    }

    /// The metadata while it is changed.
    TableDraft draft() {
        return draft;
    }

    /// The table for whoever reads it.
    public BaseTable table() {
        return new BaseTable(draft, metadata().location(), report -> {});
    }

    /// Gives the table the columns of a later version of the schema; an earlier one changes nothing.
    ///
    /// @throws UnusableSchemaException when a column has another type under the same id
    public void evolve(SourceColumns columns) {
        var before = metadata();
        if (columns.version() <= Integer.parseInt(before.property(SCHEMA_VERSION, "0"))) {
            return;
        }
        var schema = TableLayout.schema(columns);
        requireReadable(before, schema, columns.version());
        var changed = TableMetadata.buildFrom(TableLayout.withSchema(before, schema))
                .setProperties(version(columns))
                .build();
        draft.commit(before, changed);
    }

    private static void requireReadable(TableMetadata before, Schema schema, int version) {
        for (var column : schema.columns()) {
            before.schemas().stream()
                    .map(old -> old.findField(column.fieldId()))
                    .filter(old -> old != null && !TableLayout.isReadable(old.type(), column.type()))
                    .findFirst()
                    .ifPresent(old -> {
                        throw new UnusableSchemaException(
                                "version %d of the schema makes column %s %s, but it was %s under the same id %d"
                                        .formatted(
                                                version, column.name(), column.type(), old.type(), column.fieldId()));
                    });
        }
    }

    private static Map<String, String> version(SourceColumns columns) {
        return Map.of(SCHEMA_VERSION, Integer.toString(columns.version()));
    }

    /// Replaces whole days in one snapshot.
    ///
    /// @param days each once
    /// @return the new snapshot
    public long replace(Collection<DayChange> days) {
        var spec = metadata().spec();
        var overwrite = table().newOverwrite();
        for (var day : days) {
            overwrite.overwriteByRowFilter(Expressions.equal(
                    metadata().schema().findColumnName(TableLayout.DATA_DATE_ID),
                    day.date().value().toString()));
            day.file().map(file -> file(spec, day, file)).ifPresent(overwrite::addFile);
        }
        overwrite.commit();
        return metadata().currentSnapshot().snapshotId();
    }

    private DataFile file(PartitionSpec spec, DayChange day, io.sluice.contracts.data.DataFile file) {
        return DataFiles.builder(spec)
                .withPath(files.location(file.key()))
                .withFormat(FileFormat.PARQUET)
                .withPartitionValues(List.of(day.date().value().toString()))
                .withFileSizeInBytes(file.size())
                .withRecordCount(file.rows())
                .build();
    }

    /// Forgets the snapshots that `kept` does not keep, and the schemas that no other snapshot has.
    public void expire(KeptSnapshots kept, Instant now) {
        var columns = metadata().schemas().stream()
                .collect(Collectors.toMap(
                        Schema::schemaId, schema -> schema.columns().size()));
        var expired = kept.expired(metadata().snapshots(), schema -> columns.getOrDefault(schema, 0), now);
        if (!expired.isEmpty()) {
            forget(expired);
        }
    }

    /// Forgets the snapshots before the last one of these; whether there are any.
    ///
    /// @param snapshots unknown ones were forgotten with all before them
    public boolean forgetBefore(Collection<Long> snapshots) {
        var last = metadata().snapshots().stream()
                .filter(snapshot -> snapshots.contains(snapshot.snapshotId()))
                .mapToLong(Snapshot::sequenceNumber)
                .max();
        var expired = metadata().snapshots().stream()
                .filter(snapshot -> last.isPresent() && snapshot.sequenceNumber() < last.getAsLong())
                .map(Snapshot::snapshotId)
                .toList();
        if (expired.isEmpty()) {
            return false;
        }
        forget(expired);
        return true;
    }

    /// The locations of all files of metadata that the table names, its own included.
    public Set<String> metadataFiles() {
        var files = new HashSet<String>();
        loadedFrom.ifPresent(files::add);
        metadata().previousFiles().forEach(entry -> files.add(entry.file()));
        for (var snapshot : metadata().snapshots()) {
            files.add(snapshot.manifestListLocation());
            snapshot.allManifests(draft.io()).forEach(manifest -> files.add(manifest.path()));
        }
        return files;
    }

    void forget(List<Long> expired) {
        var before = metadata();
        var changed = TableMetadata.buildFrom(before).removeSnapshots(expired);
        var unused = unusedSchemas(before, new HashSet<>(expired));
        if (!unused.isEmpty()) {
            new MetadataUpdate.RemoveSchemas(unused).applyTo(changed);
        }
        draft.commit(before, changed.build());
    }

    private static Set<Integer> unusedSchemas(TableMetadata metadata, Collection<Long> expired) {
        var unused = metadata.schemas().stream().map(Schema::schemaId).collect(Collectors.toCollection(HashSet::new));
        unused.remove(metadata.currentSchemaId());
        metadata.snapshots().stream()
                .filter(snapshot -> !expired.contains(snapshot.snapshotId()))
                .map(Snapshot::schemaId)
                .forEach(unused::remove);
        return unused;
    }

    /// Writes the metadata and what it names to the object store; the catalogue does not name it yet.
    ///
    /// @return its location
    public String write() {
        var number = loadedFrom.map(DayTable::number).orElse(-1) + 1;
        var location = draft.metadataFileLocation("%05d-%s.metadata.json".formatted(number, UUID.randomUUID()));
        files.write(location, TableMetadataParser.toJson(metadata()).getBytes(StandardCharsets.UTF_8));
        files.send();
        return location;
    }

    /// The files count the commits of a table, as those of other catalogues do.
    private static int number(String location) {
        var name = location.substring(location.lastIndexOf('/') + 1);
        return Integer.parseInt(name.substring(0, name.indexOf('-')));
    }
}
