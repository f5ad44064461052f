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

/// The old jobs of batches in PostgreSQL. Their sources go with them.
final class OldBatchesStore {
    private static final Statements STATEMENTS =
            new Statements("batch_job", "select min(accuid) from batch_job where accuid > $1", """
            with old as materialized (
                select finished_at, job_id from batch_job
                where accuid = $1 and finished_at < now() - $2 * interval '1 second'
                    and ($3::timestamptz is null or (finished_at, job_id) > ($3, $4))
                order by finished_at, job_id limit $5
                for update skip locked),
            gone as (delete from batch_job using old where batch_job.job_id = old.job_id returning 1)
            select (select count(*) from old) as looked_at, (select count(*) from gone) as removed,
                last.finished_at as last_end, last.job_id as last_id
            from (select 1) one left join (select finished_at, job_id from old order by finished_at desc, job_id desc limit 1)
                last on true
            """);

    private final Pool pool;

    OldBatchesStore(Pool pool) {
        this.pool = pool;
    }

    /// Removes them; the number of batches.
    long remove(Function<AccountId, Optional<Duration>> retention, BooleanSupplier stopped) {
        return new RemoveOldRows(pool, STATEMENTS, stopped).run(retention);
    }

    /// Removes those of these accounts, whatever their age; the number of batches.
    long removeAll(Collection<AccountId> accounts, BooleanSupplier stopped) {
        return new RemoveOldRows(pool, STATEMENTS, stopped).run(accounts);
    }
}
