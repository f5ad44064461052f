package io.sluice.data.copy;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.data.table.DataSetStatements;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// Finds in PostgreSQL which copies are due.
@ApplicationScoped
class DueCopyStore implements DueCopies {
    private static final int DAYS_OF_A_TURN = 20;
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('plain copies', 21))";
    private static final String DUE = "copy_due and replaced_at is null and job_id <> all (?)";
    /// Jumps from account to account, so the thousands of days of one are not read. Each step is the first
    /// row of an index.
    private static final String TURNS = """
            with recursive turn as (
                (select accuid from day_version where %1$s and accuid > ? order by accuid, updated_at limit 1)
                union all
                select next.accuid from turn cross join lateral (
                    select accuid from day_version where %1$s and accuid > turn.accuid order by accuid, updated_at limit 1
                ) next
            )
            select due.* from (select accuid from turn where accuid <> all (?) limit ?) next cross join lateral (
                select job_id, accuid, source_type, data_date, file_name, plain_copy, file_key, file_size, file_sha256,
                    row_count, updated_at
                from day_version where %1$s and accuid = next.accuid order by updated_at limit %2$d
            ) due order by accuid, updated_at
            """.formatted(DUE, DAYS_OF_A_TURN);
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
    public List<Turn> find(Optional<AccountId> after, Set<AccountId> atWork, Set<JobId> failed, int limit) {
        return DataSetStatements.run(database, "list copies that are due", connection -> {
            try (var find = connection.prepareStatement(TURNS)) {
                var except = texts(connection, failed.stream().map(JobId::value));
                find.setArray(1, except);
                find.setString(2, after.map(AccountId::value).orElse(""));
                find.setArray(3, except);
                find.setArray(4, texts(connection, atWork.stream().map(AccountId::value)));
                find.setInt(5, limit);
                find.setArray(6, except);
                try (var rows = find.executeQuery()) {
                    return turns(rows);
                }
            }
        });
    }

    private static Array texts(Connection connection, Stream<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private static List<Turn> turns(ResultSet rows) throws SQLException {
        var turns = new LinkedHashMap<AccountId, List<Due>>();
        while (rows.next()) {
            var account = new AccountId(rows.getString("accuid"));
            var job = new JobRef(
                    new JobId(rows.getString("job_id")),
                    account,
                    new SourceType(rows.getString("source_type")),
                    new DataDate(rows.getObject("data_date", LocalDate.class)),
                    rows.getString("file_name"));
            turns.computeIfAbsent(account, first -> new ArrayList<>()).add(new Due(job, file(rows)));
        }
        return turns.entrySet().stream()
                .map(turn -> new Turn(turn.getKey(), turn.getValue()))
                .toList();
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
