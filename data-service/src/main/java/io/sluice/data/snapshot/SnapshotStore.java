package io.sluice.data.snapshot;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.data.DataFile;
import io.sluice.data.batch.DatabaseUnavailableException;
import io.sluice.data.table.CatalogRow;
import io.sluice.data.table.DataSetMetrics;
import io.sluice.data.table.DataSetStatements;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Keeps the snapshots in PostgreSQL.
@ApplicationScoped
class SnapshotStore implements Snapshots {
    private static final String COLUMNS =
            "select accuid, source_type, snapshot_id, schema_version, batch_ref, changed_at, taken_at, row_count,"
                    + " file_key, file_size, file_sha256, updated_at, replaced_at from entity_snapshot ";
    private static final String CURRENT = COLUMNS + "where accuid = ? and source_type = ? and replaced_at is null";
    private static final String WITH_REPLACED = "select distinct accuid, source_type from entity_snapshot"
            + " where replaced_at < now() - ? * interval '1 second' limit ?";
    private static final String REPLACED = COLUMNS
            + "where accuid = ? and source_type = ? and replaced_at < now() - ? * interval '1 second' order by replaced_at";
    private static final String IS_COPY_DUE =
            "select copy_due from entity_snapshot where accuid = ? and source_type = ? and replaced_at is null";
    private static final String STILL_CURRENT =
            "update entity_snapshot set taken_at = greatest(taken_at, ?) where accuid = ? and source_type = ? and snapshot_id = ?";
    private static final String TIMEOUTS = "set local lock_timeout = '15s'; set local statement_timeout = '20s'";
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 21))";
    private static final String IS_KNOWN = "select 1 from entity_set where accuid = ? and source_type = ?";
    private static final String RETIRE = "update entity_snapshot set replaced_at = clock_timestamp()"
            + " where accuid = ? and source_type = ? and replaced_at is null";
    private static final String ADD = "insert into entity_snapshot (accuid, source_type, snapshot_id, schema_version,"
            + " batch_ref, changed_at, taken_at, row_count, file_key, file_size, file_sha256, updated_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())";
    private static final String COPIED = "update entity_snapshot set copy_due = false"
            + " where accuid = ? and source_type = ? and snapshot_id = ? and replaced_at is null";
    /// The snapshot was replaced while it was copied: whatever was copied last is copied again.
    private static final String DUE_AGAIN =
            "update entity_snapshot set copy_due = true where accuid = ? and source_type = ? and replaced_at is null";
    private static final String FORGET =
            "delete from entity_snapshot where accuid = ? and source_type = ? and snapshot_id = ?";

    private final DataSource database;
    private final DataSetMetrics metrics;

    SnapshotStore(DataSource database, DataSetMetrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    @Override
    public Optional<EntitySnapshot> current(EntitySource source) {
        return DataSetStatements.run(database, "find a snapshot", connection -> current(connection, source));
    }

    private static Optional<EntitySnapshot> current(Connection connection, EntitySource source) throws SQLException {
        return select(
                        connection,
                        CURRENT,
                        source.account().value(),
                        source.source().value())
                .stream()
                .findFirst();
    }

    @Override
    public void stillCurrent(EntitySnapshot current, EntitySnapshot.Content now) {
        DataSetStatements.run(database, "note the time of a snapshot", connection -> {
            try (var update = connection.prepareStatement(STILL_CURRENT)) {
                update.setObject(1, time(now.takenAt()));
                update.setString(2, current.source().account().value());
                update.setString(3, current.source().source().value());
                update.setLong(4, current.snapshotId());
                return update.executeUpdate();
            }
        });
    }

    @Override
    public <T> T change(EntitySource source, Function<Change, T> work) {
        return DataSetStatements.run(database, "change a snapshot", connection -> {
            connection.setAutoCommit(false);
            try {
                try (var statement = connection.createStatement();
                        var lock = connection.prepareStatement(LOCK)) {
                    statement.execute(TIMEOUTS);
                    lock.setString(1, "data set " + source);
                    lock.execute();
                }
                var commit = metrics.begin();
                var result = work.apply(new Transaction(connection, source, commit));
                connection.commit();
                commit.isDone();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    @Override
    public Optional<String> metadata(EntitySource source) {
        return DataSetStatements.run(
                database,
                "find a table",
                connection -> new CatalogRow(connection, source.account(), source.source()).metadata());
    }

    /// The changes of one transaction.
    private record Transaction(Connection connection, EntitySource source, DataSetMetrics.Commit commit)
            implements Change {
        @Override
        public boolean isKnown() {
            return DataSetStatements.run("look for a source", () -> {
                try (var look = connection.prepareStatement(IS_KNOWN)) {
                    look.setString(1, source.account().value());
                    look.setString(2, source.source().value());
                    try (var row = look.executeQuery()) {
                        return row.next();
                    }
                }
            });
        }

        @Override
        public Optional<EntitySnapshot> current() {
            return DataSetStatements.run("find a snapshot", () -> SnapshotStore.current(connection, source));
        }

        @Override
        public Optional<String> metadata() {
            return DataSetStatements.run("find a table", row()::metadata);
        }

        @Override
        public void moveTable(Optional<String> from, String to) {
            var isMoved = DataSetStatements.run("change a table", () -> row().move(from, to));
            commit.moved(isMoved);
            if (!isMoved) {
                throw new DatabaseUnavailableException(
                        "somebody else changed the table of %s in the catalogue at the same time".formatted(source),
                        null);
            }
        }

        private CatalogRow row() {
            return new CatalogRow(connection, source.account(), source.source());
        }

        @Override
        public void replace(long snapshotId, EntitySnapshot.Content content, Optional<DataFile> file) {
            commit.added(file.map(DataFile::size).orElse(0L));
            DataSetStatements.run("note a snapshot", () -> {
                SnapshotStore.change(connection, RETIRE, source);
                return add(snapshotId, content, file);
            });
        }

        private int add(long snapshotId, EntitySnapshot.Content content, Optional<DataFile> file) throws SQLException {
            try (var add = connection.prepareStatement(ADD)) {
                add.setString(1, source.account().value());
                add.setString(2, source.source().value());
                add.setLong(3, snapshotId);
                add.setInt(4, content.schemaVersion());
                add.setString(5, content.batch().map(BatchRef::value).orElse(null));
                add.setObject(6, time(content.changedAt()));
                add.setObject(7, time(content.takenAt()));
                add.setLong(8, file.map(DataFile::rows).orElse(0L));
                add.setString(9, file.map(DataFile::key).orElse(null));
                setSize(add, 10, file.map(DataFile::size).orElse(null));
                add.setString(11, file.map(DataFile::sha256).orElse(null));
                return add.executeUpdate();
            }
        }
    }

    private static void setSize(PreparedStatement statement, int index, @Nullable Long size) throws SQLException {
        if (size == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, size);
        }
    }

    @Override
    public boolean copied(EntitySnapshot snapshot) {
        return DataSetStatements.run(
                database,
                "note the copy of a snapshot",
                connection -> change(connection, COPIED, snapshot) > 0
                        || change(connection, DUE_AGAIN, snapshot.source()) > 0);
    }

    @Override
    public boolean isCopyDue(EntitySource source) {
        return DataSetStatements.run(database, "look for a copy that is due", connection -> {
            try (var look = connection.prepareStatement(IS_COPY_DUE)) {
                look.setString(1, source.account().value());
                look.setString(2, source.source().value());
                try (var row = look.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        });
    }

    @Override
    public List<EntitySource> withReplaced(Duration age, int limit) {
        return DataSetStatements.run(database, "list sources with replaced snapshots", connection -> {
            try (var find = connection.prepareStatement(WITH_REPLACED)) {
                find.setLong(1, age.toSeconds());
                find.setInt(2, limit);
                try (var rows = find.executeQuery()) {
                    var found = new ArrayList<EntitySource>();
                    while (rows.next()) {
                        found.add(source(rows));
                    }
                    return found;
                }
            }
        });
    }

    @Override
    public List<EntitySnapshot> replaced(EntitySource source, Duration age) {
        return DataSetStatements.run(
                database,
                "list replaced snapshots",
                connection -> select(
                        connection,
                        REPLACED,
                        source.account().value(),
                        source.source().value(),
                        age.toSeconds()));
    }

    @Override
    public void forget(EntitySnapshot replaced) {
        DataSetStatements.run(database, "forget a snapshot", connection -> change(connection, FORGET, replaced));
    }

    private static int change(Connection connection, String sql, EntitySource source) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, source.account().value());
            update.setString(2, source.source().value());
            return update.executeUpdate();
        }
    }

    private static int change(Connection connection, String sql, EntitySnapshot snapshot) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, snapshot.source().account().value());
            update.setString(2, snapshot.source().source().value());
            update.setLong(3, snapshot.snapshotId());
            return update.executeUpdate();
        }
    }

    private static List<EntitySnapshot> select(Connection connection, String sql, Object... values)
            throws SQLException {
        try (var find = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                find.setObject(i + 1, values[i]);
            }
            try (var rows = find.executeQuery()) {
                var found = new ArrayList<EntitySnapshot>();
                while (rows.next()) {
                    found.add(snapshot(rows));
                }
                return found;
            }
        }
    }

    private static EntitySource source(ResultSet row) throws SQLException {
        return new EntitySource(new AccountId(row.getString("accuid")), new SourceType(row.getString("source_type")));
    }

    private static EntitySnapshot snapshot(ResultSet row) throws SQLException {
        var key = Optional.ofNullable(row.getString("file_key"));
        var size = row.getLong("file_size");
        var sha256 = row.getString("file_sha256");
        var rows = row.getLong("row_count");
        return new EntitySnapshot(
                source(row),
                row.getLong("snapshot_id"),
                new EntitySnapshot.Content(
                        row.getInt("schema_version"),
                        Optional.ofNullable(row.getString("batch_ref")).map(BatchRef::new),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        row.getObject("taken_at", OffsetDateTime.class).toInstant()),
                key.map(name -> new DataFile(name, size, sha256, rows)),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("replaced_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
