package io.sluice.data.announcement;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.DataSetReplaced;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.data.batch.DatabaseUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;

/// Finds in PostgreSQL what is left to announce.
@ApplicationScoped
class UnannouncedDayStore implements UnannouncedDays {
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('replaced days', 21))";
    private static final String UNANNOUNCED =
            "select job_id, accuid, source_type, data_date, file_name, schema_version, snapshot_id, row_count,"
                    + " file_size, updated_at"
                    + " from day_version where not announced order by updated_at limit ?";
    private static final String REMEMBER = "update day_version set announced = true where job_id = any (?)";

    private final DataSource database;

    UnannouncedDayStore(DataSource database) {
        this.database = database;
    }

    @Override
    public int publish(int limit, Function<List<DataSetReplaced>, Set<JobId>> publisher) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var published = isAlone(connection) ? publish(connection, limit, publisher) : 0;
                connection.commit();
                return published;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw new DatabaseUnavailableException(
                    "the database cannot list changes of days: " + failed.getMessage(), failed);
        }
    }

    private static boolean isAlone(Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK);
                var row = lock.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static int publish(Connection connection, int limit, Function<List<DataSetReplaced>, Set<JobId>> publisher)
            throws SQLException {
        var published = publisher.apply(find(connection, limit));
        try (var remember = connection.prepareStatement(REMEMBER)) {
            remember.setArray(
                    1,
                    connection.createArrayOf(
                            "text", published.stream().map(JobId::value).toArray()));
            remember.executeUpdate();
        }
        return published.size();
    }

    private static List<DataSetReplaced> find(Connection connection, int limit) throws SQLException {
        var found = new ArrayList<DataSetReplaced>();
        try (var find = connection.prepareStatement(UNANNOUNCED)) {
            find.setInt(1, limit);
            try (var rows = find.executeQuery()) {
                while (rows.next()) {
                    found.add(change(rows));
                }
            }
        }
        return found;
    }

    private static DataSetReplaced change(ResultSet row) throws SQLException {
        var job = new JobRef(
                new JobId(row.getString("job_id")),
                new AccountId(row.getString("accuid")),
                new SourceType(row.getString("source_type")),
                new DataDate(row.getObject("data_date", LocalDate.class)),
                row.getString("file_name"));
        return new DataSetReplaced(
                job,
                row.getInt("schema_version"),
                row.getLong("row_count"),
                row.getLong("file_size"),
                Long.toString(row.getLong("snapshot_id")),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
