package io.sluice.data.day;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.data.batch.DatabaseUnavailableException;
import io.sluice.data.table.CatalogRow;
import io.sluice.data.table.DataSetMetrics;
import io.sluice.data.table.DataSetStatements;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Keeps the versions of days and the catalogue of tables in PostgreSQL.
@ApplicationScoped
class DayVersionStore implements DayVersions {
    private static final String COLUMNS =
            "select job_id, accuid, source_type, data_date, file_name, schema_version, snapshot_id, row_count,"
                    + " file_key, file_size, file_sha256, updated_at, replaced_at from day_version ";
    private static final String BY_JOB = COLUMNS + "where job_id = ?";
    private static final String CURRENT =
            COLUMNS + "where accuid = ? and source_type = ? and data_date = ? and replaced_at is null";
    private static final String TIMEOUTS = "set local lock_timeout = '15s'; set local statement_timeout = '20s'";
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 21))";
    /// The clock of the database, which all instances share; not the time at which the transaction began,
    /// because it waited for others since.
    private static final String RETIRE = "update day_version set replaced_at = clock_timestamp(), replaced_by = ?"
            + " where accuid = ? and source_type = ? and data_date = ? and replaced_at is null";
    private static final String ADD = "insert into day_version (job_id, accuid, source_type, data_date, file_name,"
            + " schema_version, snapshot_id, row_count, file_key, file_size, file_sha256, plain_copy, copy_due, updated_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true, clock_timestamp())";

    private static final String REPLACED = "select job_id, file_key, replaced_by from day_version"
            + " where accuid = ? and source_type = ? and replaced_at < now() - ? * interval '1 second' and announced";
    private static final String FORGET = "delete from day_version where job_id = ?";

    private final DataSource database;
    private final DataSetMetrics metrics;

    DayVersionStore(DataSource database, DataSetMetrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    @Override
    public Optional<DayVersion> find(JobId job) {
        return DataSetStatements.run(
                database, "find the version of a day", connection -> one(connection, BY_JOB, job.value()));
    }

    @Override
    public Optional<DayVersion> current(AccountId account, SourceType source, DataDate date) {
        return DataSetStatements.run(database, "find a day", connection -> current(connection, account, source, date));
    }

    @Override
    public <T> T change(AccountId account, SourceType source, Function<Change, T> work) {
        return DataSetStatements.run(database, "change a data set", connection -> {
            connection.setAutoCommit(false);
            try {
                execute(connection, TIMEOUTS);
                one(connection, LOCK, row -> true, "data set " + account + "/" + source);
                var commit = metrics.begin();
                var result = work.apply(new Transaction(connection, account, source, commit));
                connection.commit();
                commit.isDone();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Reads a value of a row.
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> Optional<T> one(Connection connection, String sql, Reader<T> reader, Object... values)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
            }
        }
    }

    private static Optional<DayVersion> one(Connection connection, String sql, Object... values) throws SQLException {
        return one(connection, sql, DayVersionStore::version, values);
    }

    private static Optional<DayVersion> current(
            Connection connection, AccountId account, SourceType source, DataDate date) throws SQLException {
        return one(connection, CURRENT, account.value(), source.value(), date.value());
    }

    private static DayVersion version(ResultSet row) throws SQLException {
        var job = new JobRef(
                new JobId(row.getString("job_id")),
                new AccountId(row.getString("accuid")),
                new SourceType(row.getString("source_type")),
                new DataDate(row.getObject("data_date", LocalDate.class)),
                row.getString("file_name"));
        var key = Optional.ofNullable(row.getString("file_key"));
        var size = row.getLong("file_size");
        var sha256 = row.getString("file_sha256");
        var rows = row.getLong("row_count");
        return new DayVersion(
                job,
                row.getInt("schema_version"),
                row.getLong("snapshot_id"),
                key.map(name -> new DataFile(name, size, sha256, rows)),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("replaced_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    /// The changes of one transaction.
    private record Transaction(
            Connection connection, AccountId account, SourceType source, DataSetMetrics.Commit commit)
            implements Change {
        @Override
        public Optional<DayVersion> find(JobId job) {
            return DataSetStatements.run("find the version of a day", () -> one(connection, BY_JOB, job.value()));
        }

        @Override
        public Optional<DayVersion> current(DataDate date) {
            return DataSetStatements.run(
                    "find a day", () -> DayVersionStore.current(connection, account, source, date));
        }

        @Override
        public Optional<String> metadata() {
            return DataSetStatements.run("find a table", row()::metadata);
        }

        @Override
        public void moveTable(Optional<String> from, String to) {
            DataSetStatements.run("change a table", () -> {
                var isMoved = row().move(from, to);
                commit.moved(isMoved);
                if (!isMoved) {
                    throw new DatabaseUnavailableException(
                            "somebody else changed the table %s.%s in the catalogue at the same time"
                                    .formatted(account, source),
                            null);
                }
                return to;
            });
        }

        private CatalogRow row() {
            return new CatalogRow(connection, account, source);
        }

        @Override
        public void replace(DaySwap swap, long snapshotId, boolean plainCopy) {
            var job = swap.job();
            commit.added(swap.file().map(DataFile::size).orElse(0L));
            DataSetStatements.run("note the version of a day", () -> {
                update(
                        RETIRE,
                        snapshotId,
                        account.value(),
                        source.value(),
                        job.dataDate().value());
                return add(swap, snapshotId, plainCopy);
            });
        }

        @Override
        public List<Replaced> replaced(Duration age) {
            return DataSetStatements.run("list replaced versions", () -> {
                try (var find = connection.prepareStatement(REPLACED)) {
                    find.setString(1, account.value());
                    find.setString(2, source.value());
                    find.setLong(3, age.toSeconds());
                    try (var rows = find.executeQuery()) {
                        var found = new ArrayList<Replaced>();
                        while (rows.next()) {
                            found.add(new Replaced(
                                    new JobId(rows.getString("job_id")),
                                    Optional.ofNullable(rows.getString("file_key")),
                                    Optional.ofNullable(rows.getObject("replaced_by", Long.class))));
                        }
                        return found;
                    }
                }
            });
        }

        @Override
        public void forget(Collection<Replaced> versions) {
            DataSetStatements.run("forget versions", () -> {
                var forgotten = 0;
                for (var version : versions) {
                    forgotten += update(FORGET, version.job().value());
                }
                return forgotten;
            });
        }

        private int add(DaySwap swap, long snapshotId, boolean plainCopy) throws SQLException {
            var job = swap.job();
            try (var add = connection.prepareStatement(ADD)) {
                add.setString(1, job.jobId().value());
                add.setString(2, account.value());
                add.setString(3, source.value());
                add.setObject(4, job.dataDate().value());
                add.setString(5, job.fileName());
                add.setInt(6, swap.schemaVersion());
                add.setLong(7, snapshotId);
                add.setLong(8, swap.file().map(DataFile::rows).orElse(0L));
                add.setString(9, swap.file().map(DataFile::key).orElse(null));
                if (swap.file().isPresent()) {
                    add.setLong(10, swap.file().get().size());
                } else {
                    add.setNull(10, Types.BIGINT);
                }
                add.setString(11, swap.file().map(DataFile::sha256).orElse(null));
                add.setBoolean(12, plainCopy);
                return add.executeUpdate();
            }
        }

        private int update(String sql, @Nullable Object... values) throws SQLException {
            try (var statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                return statement.executeUpdate();
            }
        }
    }
}
