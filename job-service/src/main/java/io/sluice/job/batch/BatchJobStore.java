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
            from batch_job where\s""";
    private static final String BY_ID = SELECT + "accuid = $1 and job_id = $2";

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
        var values = Tuple.tuple();
        return find(history(query, limit, values), values);
    }

    /// @param values gets those of the query
    static String history(HistoryQuery query, int limit, Tuple values) {
        // Of both tables.
        var place = new StringBuilder("true");
        query.account()
                .ifPresent(account -> place.append(" and accuid = $%d"
                        .formatted(values.addString(account.value()).size())));
        query.since()
                .ifPresent(since -> place.append(" and job_id >= $%d"
                        .formatted(values.addString(JobId.earliestAt(since)).size())));
        query.before()
                .ifPresent(before -> place.append(" and job_id < $%d"
                        .formatted(values.addString(before.value()).size())));
        var sql = new StringBuilder(SELECT).append(place);
        // The place in the history bounds both indexes.
        query.source()
                .ifPresent(source ->
                        sql.append(" and job_id in (select job_id from batch_job_source where %s and source_type = $%d)"
                                .formatted(
                                        place, values.addString(source.value()).size())));
        // As a constant: an index leaves the batches that succeeded out.
        query.status().ifPresent(status -> sql.append(" and state = '%s'".formatted(status.word())));
        values.addInteger(limit);
        return sql.append(" order by job_id desc limit $" + values.size()).toString();
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
