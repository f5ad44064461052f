package io.sluice.job.replay;

import io.sluice.contracts.file.JobRef;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// Reads the replays of an account from its recorded jobs, so that all instances count the same.
@ApplicationScoped
class ReplayStore implements RecordedReplays {
    private static final Duration DAY = Duration.ofDays(1);
    /// For each replay of the last day: how many jobs and bytes were replayed since, it included. The limit
    /// of jobs has room again when the replay that fills it is an hour old, the limit of bytes when the
    /// newest one that is in the way is a day old.
    private static final String FREE_AT = """
            with recent as (
                select claimed_at, row_number() over newest as jobs, sum(coalesce(size, 0)) over newest as bytes
                from job
                where accuid = $1 and replay_of is not null and claimed_at > $2::timestamptz - interval '1 day'
                window newest as (order by claimed_at desc, job_id desc rows unbounded preceding))
            select max(free_at) as free_at from (
                select claimed_at + interval '1 hour' as free_at from recent where jobs = $3::bigint
                union all
                select max(claimed_at) + interval '1 day' from recent
                where bytes > $4::bigint - coalesce((select size from job where job_id = $5), 0)) limits
            """;

    private final Pool pool;

    ReplayStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<Duration>> timeToWait(JobRef job, int jobsPerHour, long bytesPerDay, Instant now) {
        var values = Tuple.tuple()
                .addString(job.accountId().value())
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                .addLong((long) jobsPerHour)
                .addLong(bytesPerDay)
                .addString(job.jobId().value());
        return DatabaseCalls.withTimeout(
                        "reading replays", pool.preparedQuery(FREE_AT).execute(values))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime("free_at"))
                        .map(freeAt -> Duration.between(now, freeAt.toInstant()).plusSeconds(1))
                        .filter(wait -> wait.compareTo(Duration.ofSeconds(1)) > 0)
                        .map(wait -> wait.compareTo(DAY) > 0 ? DAY : wait));
    }
}
