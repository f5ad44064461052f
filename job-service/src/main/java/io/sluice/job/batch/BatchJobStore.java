package io.sluice.job.batch;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.JobId;
import io.sluice.database.DatabaseCalls;
import io.sluice.job.history.BatchJob;
import io.sluice.job.history.BatchJobs;
import io.sluice.job.history.HistoryQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads recorded batches from PostgreSQL. [BatchEventStore] writes them.
@ApplicationScoped
class BatchJobStore implements BatchJobs {
    private static final String SELECT = """
            select job_id, accuid, batch_ref, state, received_at, record_count, failed_count, accepted_count,
                error_message, finished_at,
                (select jsonb_agg(to_jsonb(source) order by source.source_type) from batch_job_source source
                    where source.job_id = batch_job.job_id) as sources
            from batch_job where accuid = $1
            """;
    private static final String BY_ID = SELECT + "and job_id = $2";

    private final Pool pool;

    BatchJobStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<BatchJob>> byId(AccountId account, JobId job) {
        return find(BY_ID, Tuple.of(account.value(), job.value()))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<List<BatchJob>> history(HistoryQuery query, int limit) {
        if (query.from().isPresent() || query.to().isPresent()) {
            return Uni.createFrom().item(List.of());
        }
        var sql = new StringBuilder(SELECT);
        var values = Tuple.of(query.account().value());
        query.source()
                .ifPresent(source -> and(
                        sql,
                        "job_id in (select took.job_id from batch_job_source took where took.accuid = $1 and took.source_type = $%d)",
                        values.addString(source.value())));
        query.status().ifPresent(status -> and(sql, "state = $%d", values.addString(status.word())));
        query.since().ifPresent(since -> and(sql, "job_id >= $%d", values.addString(JobId.earliestAt(since))));
        query.before().ifPresent(before -> and(sql, "job_id < $%d", values.addString(before.value())));
        values.addInteger(limit);
        return find(sql.append(" order by job_id desc limit $" + values.size()).toString(), values);
    }

    /// Adds a condition on the last of the values.
    private static void and(StringBuilder sql, String condition, Tuple values) {
        sql.append(" and ").append(condition.formatted(values.size()));
    }

    private Uni<List<BatchJob>> find(String sql, Tuple values) {
        return DatabaseCalls.withTimeout(
                        "reading batches", pool.preparedQuery(sql).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(BatchJobStore::job)
                        .toList());
    }

    private static BatchJob job(Row row) {
        return new BatchJob(
                new JobId(row.getString("job_id")),
                new AccountId(row.getString("accuid")),
                new BatchRef(row.getString("batch_ref")),
                row.getOffsetDateTime("received_at").toInstant(),
                row.getLong("record_count"),
                row.getLong("failed_count"),
                Optional.<@Nullable OffsetDateTime>ofNullable(row.getOffsetDateTime("finished_at"))
                        .map(at -> new BatchJob.Ending(
                                Outcome.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                                at.toInstant(),
                                row.getLong("accepted_count"),
                                sources(row.getJsonArray("sources")),
                                Optional.ofNullable(row.getString("error_message")))));
    }

    private static List<BatchJob.Source> sources(@Nullable JsonArray array) {
        return array == null
                ? List.of()
                : array.stream()
                        .map(JsonObject.class::cast)
                        .map(source -> new BatchJob.Source(
                                new SourceType(source.getString("source_type")),
                                source.getString("source_name"),
                                source.getInteger("schema_version"),
                                source.getLong("accepted_count")))
                        .toList();
    }
}
