package io.sluice.job.history;

import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/// Records job events in PostgreSQL, each with one idempotent statement. Their order does not matter.
///
/// | event | the first of its job | a later one |
/// |---|---|---|
/// | claim | creates the row | adds size and times, changes no state |
/// | progress | creates the row | counts if the job runs and the event is newer |
/// | end | creates the row | counts if it is the first end |
@ApplicationScoped
class JobEventStore {
    private static final String CLAIMED = """
            insert into job (job_id, accuid, source_type, data_date, file_name, size, received_at, claimed_at,
                replay_of)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (job_id) do update
            set size = excluded.size, received_at = excluded.received_at, claimed_at = excluded.claimed_at,
                replay_of = excluded.replay_of
            where job.claimed_at is null
            """;
    /// A time that is still to come is that of a clock that was ahead: the next progress replaces it.
    private static final String PROGRESSED = """
            insert into job (job_id, accuid, source_type, data_date, file_name, row_count, error_count, progress_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (job_id) do update
            set row_count = excluded.row_count, error_count = excluded.error_count, progress_at = excluded.progress_at
            where job.state = 'processing' and (job.progress_at is null or job.progress_at < excluded.progress_at
                or job.progress_at > now() + interval '1 minute')
            """;
    private static final String FINISHED = """
            insert into job (job_id, accuid, source_type, data_date, file_name, state, size, received_at, progress_at,
                row_count, error_count, rows_accepted, source_name, schema_version, error_message, has_report,
                path, report_path, finished_at, warnings)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
            on conflict (job_id) do update
            set state = excluded.state, size = excluded.size, received_at = excluded.received_at,
                progress_at = excluded.progress_at, row_count = excluded.row_count, error_count = excluded.error_count,
                rows_accepted = excluded.rows_accepted, source_name = excluded.source_name,
                schema_version = excluded.schema_version, error_message = excluded.error_message,
                has_report = excluded.has_report, path = excluded.path, report_path = excluded.report_path,
                finished_at = excluded.finished_at, warnings = excluded.warnings
            where job.state = 'processing'
            """;

    private final Pool pool;

    JobEventStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> claimed(UploadClaimed event) {
        return record(
                "recording a claim",
                CLAIMED,
                values(event.job())
                        .addLong(event.size())
                        .addOffsetDateTime(utc(event.receivedAt()))
                        .addOffsetDateTime(utc(event.claimedAt()))
                        .addValue(event.replayOf().map(JobId::value).orElse(null)));
    }

    Uni<Void> progressed(JobProgressed event) {
        return record(
                "recording progress",
                PROGRESSED,
                values(event.job())
                        .addLong(event.rows())
                        .addLong(event.errorCount())
                        .addOffsetDateTime(utc(event.at())));
    }

    Uni<Void> finished(JobFinished event) {
        var validated = event.validated();
        return record(
                "recording the end of a job",
                FINISHED,
                values(event.job())
                        .addString(validated.outcome().name().toLowerCase(Locale.ROOT))
                        .addLong(validated.size())
                        .addOffsetDateTime(utc(validated.receivedAt()))
                        .addOffsetDateTime(utc(validated.startedAt()))
                        .addLong(validated.rows())
                        .addLong(validated.errorCount())
                        .addLong(validated.rowsAccepted())
                        .addString(validated.sourceName())
                        .addInteger(validated.schemaVersion())
                        .addValue(validated.errorMessage().orElse(null))
                        .addBoolean(validated.hasReport())
                        .addValue(event.path().orElse(null))
                        .addValue(event.reportPath().orElse(null))
                        .addOffsetDateTime(utc(event.finishedAt()))
                        .addValue(WarningsStore.write(validated.warnings())));
    }

    private Uni<Void> record(String what, String sql, Tuple values) {
        return DatabaseCalls.retryWhileTransient(
                        what, () -> pool.preparedQuery(sql).execute(values))
                .replaceWithVoid();
    }

    private static Tuple values(JobRef job) {
        return Tuple.tuple()
                .addString(job.jobId().value())
                .addString(job.accountId().value())
                .addString(job.sourceType().value())
                .addLocalDate(job.dataDate().value())
                .addString(job.fileName());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
