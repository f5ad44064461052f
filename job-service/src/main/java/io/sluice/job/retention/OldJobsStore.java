package io.sluice.job.retention;

import io.sluice.contracts.account.AccountId;
import io.sluice.database.RemoveOldRows;
import io.sluice.database.RemoveOldRows.Statements;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The old jobs in PostgreSQL.
///
/// All attempts of a day are removed together, when the last of them is old: an attempt's number is its place
/// among the attempts of its day.
final class OldJobsStore {
    private static final Statements STATEMENTS =
            new Statements("job", "select min(accuid) from job where accuid > $1", """
            with old as materialized (
                select finished_at, job_id, source_type, data_date from job
                where accuid = $1 and finished_at < now() - $2 * interval '1 second'
                    and ($3::timestamptz is null or (finished_at, job_id) > ($3, $4))
                order by finished_at, job_id limit $5),
            day as (
                select source_type, data_date from (select distinct source_type, data_date from old) candidate
                where not exists (select 1 from job newer
                    where newer.accuid = $1 and newer.source_type = candidate.source_type
                        and newer.data_date = candidate.data_date
                        and (newer.finished_at is null or newer.finished_at >= now() - $2 * interval '1 second'))),
            due as (
                select job_id from job join day using (source_type, data_date) where accuid = $1
                for update of job skip locked),
            gone as (delete from job using due where job.job_id = due.job_id returning 1)
            select (select count(*) from old) as looked_at, (select count(*) from gone) as removed, last.finished_at as last_end,
                last.job_id as last_id
            from (select 1) one left join (select finished_at, job_id from old order by finished_at desc, job_id desc limit 1)
                last on true
            """);

    private final Pool pool;

    OldJobsStore(Pool pool) {
        this.pool = pool;
    }

    /// Removes them; the number of jobs.
    long remove(Function<AccountId, Optional<Duration>> retention, BooleanSupplier stopped) {
        return new RemoveOldRows(pool, STATEMENTS, stopped).run(retention);
    }

    /// Removes those of these accounts, whatever their age; the number of jobs.
    long removeAll(Collection<AccountId> accounts, BooleanSupplier stopped) {
        return new RemoveOldRows(pool, STATEMENTS, stopped).run(accounts);
    }
}
