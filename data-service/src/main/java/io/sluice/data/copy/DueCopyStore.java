package io.sluice.data.copy;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.data.table.DataSetStatements;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/// Finds in PostgreSQL which copies are due.
@ApplicationScoped
class DueCopyStore implements DueCopies {
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('plain copies', 21))";
    private static final String DUE =
            "select job_id, accuid, source_type, data_date, file_name, plain_copy, file_key, file_size, file_sha256, row_count"
                    + " from day_version where copy_due and replaced_at is null and job_id <> all (?) order by updated_at limit ?";
    private static final String COPIED =
            "update day_version set copy_due = false where job_id = ? and replaced_at is null";
    /// The day changed while its previous version was copied: whatever was copied last is copied again.
    private static final String DUE_AGAIN = "update day_version now set copy_due = true from day_version before"
            + " where before.job_id = ? and now.accuid = before.accuid and now.source_type = before.source_type"
            + " and now.data_date = before.data_date and now.replaced_at is null";

    private final DataSource database;

    DueCopyStore(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Due> find(int limit, Set<JobId> except) {
        return DataSetStatements.run(database, "list copies that are due", connection -> {
            try (var find = connection.prepareStatement(DUE)) {
                find.setArray(
                        1,
                        connection.createArrayOf(
                                "text", except.stream().map(JobId::value).toArray()));
                find.setInt(2, limit);
                try (var rows = find.executeQuery()) {
                    var due = new ArrayList<Due>();
                    while (rows.next()) {
                        due.add(new Due(
                                new JobRef(
                                        new JobId(rows.getString("job_id")),
                                        new AccountId(rows.getString("accuid")),
                                        new SourceType(rows.getString("source_type")),
                                        new DataDate(rows.getObject("data_date", LocalDate.class)),
                                        rows.getString("file_name")),
                                file(rows)));
                    }
                    return due;
                }
            }
        });
    }

    private static Optional<DataFile> file(ResultSet row) throws SQLException {
        var key = row.getString("file_key");
        return key == null || !row.getBoolean("plain_copy")
                ? Optional.empty()
                : Optional.of(new DataFile(
                        key, row.getLong("file_size"), row.getString("file_sha256"), row.getLong("row_count")));
    }

    @Override
    public boolean copied(JobId job) {
        return DataSetStatements.run(
                database,
                "note a copy",
                connection -> update(connection, COPIED, job) > 0 || update(connection, DUE_AGAIN, job) > 0);
    }

    @Override
    public void whileAlone(Runnable work) {
        DataSetStatements.run(database, "lock the copies", connection -> {
            connection.setAutoCommit(false);
            try {
                var alone = isAlone(connection);
                if (alone) {
                    work.run();
                }
                return alone;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    private static int update(Connection connection, String sql, JobId job) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, job.value());
            return statement.executeUpdate();
        }
    }

    private static boolean isAlone(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK);
                var row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
