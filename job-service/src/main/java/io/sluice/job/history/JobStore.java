package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.database.DatabaseCalls;
import io.sluice.job.history.Job.Ending;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads recorded jobs from PostgreSQL. [JobEventStore] writes them.
@ApplicationScoped
class JobStore implements Jobs {
    private static final String COLUMNS = """
            select job_id, accuid, source_type, data_date, file_name, state, received_at, claimed_at, progress_at,
                row_count, error_count, rows_accepted, source_name, schema_version, error_message, finished_at,
                replay_of, warnings, size
            from job where\s""";
    static final String SELECT = COLUMNS + "accuid = $1 ";
    private static final String LATEST =
            SELECT + "and source_type = $2 and data_date = $3 order by job_id desc limit 1";
    private static final String BY_ID = SELECT + "and job_id = $2";

    private final Pool pool;

    JobStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<Job>> latest(AccountId account, SourceType source, DataDate date) {
        return find(LATEST, Tuple.of(account.value(), source.value(), date.value()))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<Optional<Job>> byId(AccountId account, JobId job) {
        return find(BY_ID, Tuple.of(account.value(), job.value()))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<List<Job>> history(HistoryQuery query, int limit) {
        var values = Tuple.tuple();
        return find(history(query, limit, values), values);
    }

    /// @param values gets those of the query
    static String history(HistoryQuery query, int limit, Tuple values) {
        var sql = new StringBuilder(COLUMNS).append("true");
        query.account().ifPresent(account -> and(sql, "accuid =", values.addString(account.value())));
        query.source().ifPresent(source -> and(sql, "source_type =", values.addString(source.value())));
        query.from().ifPresent(from -> and(sql, "data_date >=", values.addLocalDate(from.value())));
        query.to().ifPresent(to -> and(sql, "data_date <=", values.addLocalDate(to.value())));
        // As a constant: some indexes leave the jobs that succeeded out.
        query.status().ifPresent(status -> sql.append(" and state = '%s'".formatted(status.word())));
        query.since().ifPresent(since -> and(sql, "job_id >=", values.addString(JobId.earliestAt(since))));
        query.before().ifPresent(before -> and(sql, "job_id <", values.addString(before.value())));
        values.addInteger(limit);
        return sql.append(" order by job_id desc limit $" + values.size()).toString();
    }

    /// Adds a condition on the last of the values.
    private static void and(StringBuilder sql, String condition, Tuple values) {
        sql.append(" and %s $%d".formatted(condition, values.size()));
    }

    private Uni<List<Job>> find(String sql, Tuple values) {
        return DatabaseCalls.withTimeout(
                        "reading jobs", pool.preparedQuery(withAttempts(sql)).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(JobStore::job)
                        .toList());
    }

    /// Numbers the jobs of each day that the page shows, once for the page: a day may have 100,000.
    static String withAttempts(String page) {
        return """
                with page as (%s)
                select page.*, coalesce(numbered.attempt, 0) as attempt from page left join (
                    select job_id,
                        row_number() over (partition by accuid, source_type, data_date order by job_id) as attempt
                    from job where (accuid, source_type, data_date) in (select accuid, source_type, data_date from page)
                ) numbered using (job_id) order by job_id desc
                """.formatted(page);
    }

    private static Job job(Row row) {
        var finishedAt = instant(row, "finished_at");
        return new Job(
                new JobRef(
                        new JobId(row.getString("job_id")),
                        new AccountId(row.getString("accuid")),
                        new SourceType(row.getString("source_type")),
                        new DataDate(row.getLocalDate("data_date")),
                        row.getString("file_name")),
                Optional.ofNullable(row.getString("source_name")),
                Optional.of(row.getInteger("attempt")),
                instant(row, "received_at"),
                startedAt(row),
                row.getLong("row_count"),
                row.getLong("error_count"),
                Optional.ofNullable(row.getString("replay_of")).map(JobId::new),
                finishedAt.map(at -> ending(row, at)));
    }

    private static Instant startedAt(Row row) {
        return Stream.of("claimed_at", "progress_at", "finished_at")
                .flatMap(column -> instant(row, column).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no time is recorded of job " + row.getString("job_id")));
    }

    private static Ending ending(Row row, Instant at) {
        return new Ending(
                Outcome.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                at,
                row.getLong("size"),
                row.getInteger("schema_version"),
                row.getLong("rows_accepted"),
                Optional.ofNullable(row.getString("error_message")),
                WarningsStore.read(row.getJsonArray("warnings")));
    }

    private static Optional<Instant> instant(Row row, String column) {
        @Nullable OffsetDateTime time = row.getOffsetDateTime(column);
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }
}
