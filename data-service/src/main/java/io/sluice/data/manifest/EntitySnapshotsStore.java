package io.sluice.data.manifest;

import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.data.DataFile;
import io.sluice.data.snapshot.EntitySnapshot;
import io.sluice.data.snapshot.EntitySource;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/// Reads the snapshots from PostgreSQL; those who build them write them.
@ApplicationScoped
class EntitySnapshotsStore implements EntitySnapshots {
    private static final String SELECT =
            "select snapshot_id, schema_version, batch_ref, changed_at, taken_at, row_count, file_key, file_size,"
                    + " file_sha256, updated_at, replaced_at from entity_snapshot where accuid = $1 and source_type = $2 and ";
    private static final String CURRENT = SELECT + "replaced_at is null";
    private static final String AT = SELECT + "snapshot_id = $3";

    private final Pool pool;

    EntitySnapshotsStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<EntitySnapshot>> find(EntitySource source, OptionalLong snapshot) {
        var values = Tuple.of(source.account().value(), source.source().value());
        return snapshot.isPresent()
                ? select(AT, values.addLong(snapshot.getAsLong()), source)
                : select(CURRENT, values, source);
    }

    private Uni<Optional<EntitySnapshot>> select(String sql, Tuple values, EntitySource source) {
        return DatabaseCalls.withTimeout(
                        "reading a snapshot", pool.preparedQuery(sql).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> snapshot(row, source)));
    }

    private static EntitySnapshot snapshot(Row row, EntitySource source) {
        return new EntitySnapshot(
                source,
                row.getLong("snapshot_id"),
                new EntitySnapshot.Content(
                        row.getInteger("schema_version"),
                        Optional.ofNullable(row.getString("batch_ref")).map(BatchRef::new),
                        row.getOffsetDateTime("changed_at").toInstant(),
                        row.getOffsetDateTime("taken_at").toInstant()),
                Optional.ofNullable(row.getString("file_key"))
                        .map(key -> new DataFile(
                                key, row.getLong("file_size"), row.getString("file_sha256"), row.getLong("row_count"))),
                row.getOffsetDateTime("updated_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("replaced_at")).map(OffsetDateTime::toInstant));
    }
}
