package io.sluice.job.batch;

import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchProgressed;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.file.JobId;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/// Records events of batches in PostgreSQL, each with one idempotent statement. Their order does not matter.
///
/// | event | the first of its batch | a later one |
/// |---|---|---|
/// | received | creates the row | changes nothing: each event carries what it says |
/// | progress | creates the row | counts if the batch is in work, and the attempt later or the records more |
/// | end | creates the row | counts if it is the first end |
@ApplicationScoped
class BatchEventStore {
    private static final String RECEIVED = """
            insert into batch_job (job_id, accuid, batch_ref, size, received_at) values ($1, $2, $3, $4, $5)
            on conflict (job_id) do nothing
            """;
    private static final String PROGRESSED = """
            insert into batch_job (job_id, accuid, batch_ref, size, received_at, record_count, failed_count, attempt,
                progress_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (job_id) do update
            set record_count = excluded.record_count, failed_count = excluded.failed_count,
                attempt = excluded.attempt, progress_at = excluded.progress_at
            where batch_job.state = 'processing'
                and (batch_job.attempt, batch_job.record_count) < (excluded.attempt, excluded.record_count)
            """;
    private static final String FINISHED = """
            with ended as (
                insert into batch_job (job_id, accuid, batch_ref, size, received_at, state, record_count, failed_count,
                    accepted_count, error_message, finished_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                on conflict (job_id) do update
                set state = excluded.state, record_count = excluded.record_count, failed_count = excluded.failed_count,
                    accepted_count = excluded.accepted_count, error_message = excluded.error_message,
                    finished_at = excluded.finished_at
                where batch_job.state = 'processing'
                returning job_id, accuid)
            insert into batch_job_source (job_id, accuid, source_type, source_name, schema_version, accepted_count)
            select job_id, accuid, source.* from ended, unnest($12::text[], $13::text[], $14::integer[], $15::bigint[]) source
            """;

    private final Pool pool;

    BatchEventStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> received(BatchReceived event) {
        return record(
                "recording a batch",
                RECEIVED,
                Tuple.tuple()
                        .addString(JobId.ofBatch(event.batchRef(), event.receivedAt())
                                .value())
                        .addString(event.accountId().value())
                        .addString(event.batchRef().value())
                        .addLong(event.size())
                        .addOffsetDateTime(utc(event.receivedAt())));
    }

    Uni<Void> progressed(BatchProgressed event) {
        return record(
                "recording the progress of a batch",
                PROGRESSED,
                Tuple.tuple()
                        .addString(event.jobId().value())
                        .addString(event.accountId().value())
                        .addString(event.batchRef().value())
                        .addLong(event.size())
                        .addOffsetDateTime(utc(event.receivedAt()))
                        .addLong(event.totalCount())
                        .addLong(event.failedCount())
                        .addLong(event.attempt())
                        .addOffsetDateTime(utc(event.at())));
    }

    Uni<Void> finished(BatchFinished event) {
        var sources = event.sources();
        return record(
                "recording the end of a batch",
                FINISHED,
                Tuple.tuple()
                        .addString(event.jobId().value())
                        .addString(event.accountId().value())
                        .addString(event.batchRef().value())
                        .addLong(event.size())
                        .addOffsetDateTime(utc(event.receivedAt()))
                        .addString(event.outcome().name().toLowerCase(Locale.ROOT))
                        .addLong(event.totalCount())
                        .addLong(event.failedCount())
                        .addLong(event.succeededCount())
                        .addValue(event.errorMessage().orElse(null))
                        .addOffsetDateTime(utc(event.finishedAt()))
                        .addArrayOfString(sources.stream()
                                .map(source -> source.sourceType().value())
                                .toArray(String[]::new))
                        .addArrayOfString(sources.stream()
                                .map(BatchFinished.Source::sourceName)
                                .toArray(String[]::new))
                        .addArrayOfInteger(sources.stream()
                                .map(BatchFinished.Source::schemaVersion)
                                .toArray(Integer[]::new))
                        .addArrayOfLong(sources.stream()
                                .map(BatchFinished.Source::succeededCount)
                                .toArray(Long[]::new)));
    }

    private Uni<Void> record(String what, String sql, Tuple values) {
        return DatabaseCalls.retryWhileTransient(
                        what, () -> pool.preparedQuery(sql).execute(values))
                .replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
