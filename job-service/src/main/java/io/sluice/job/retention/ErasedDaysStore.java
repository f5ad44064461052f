package io.sluice.job.retention;

import io.sluice.contracts.account.AccountId;
import io.sluice.database.RemoveOldRows;
import io.sluice.database.RemoveOldRows.Statements;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.Collection;
import java.util.function.BooleanSupplier;

/// What the days of erased accounts held, in PostgreSQL.
final class ErasedDaysStore {
    private static final Statements STATEMENTS =
            new Statements("data_set_day", "select min(accuid) from data_set_day where accuid > $1", """
            with old as materialized (
                select replaced_at, job_id, source_type, data_date from data_set_day
                where accuid = $1 and replaced_at < now() - $2 * interval '1 second'
                    and ($3::timestamptz is null or (replaced_at, job_id) > ($3, $4))
                order by replaced_at, job_id limit $5
                for update skip locked),
            gone as (delete from data_set_day using old
                where data_set_day.accuid = $1 and data_set_day.source_type = old.source_type
                    and data_set_day.data_date = old.data_date returning 1)
            select (select count(*) from old) as looked_at, (select count(*) from gone) as removed,
                last.replaced_at as last_end, last.job_id as last_id
            from (select 1) one left join (select replaced_at, job_id from old order by replaced_at desc, job_id desc limit 1)
                last on true
            """);

    private final Pool pool;

    ErasedDaysStore(Pool pool) {
        this.pool = pool;
    }

    /// Removes them; the number of days.
    long removeAll(Collection<AccountId> erased, BooleanSupplier stopped) {
        return new RemoveOldRows(pool, STATEMENTS, stopped).run(erased);
    }
}
