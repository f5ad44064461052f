package io.sluice.notifier.retention;

import io.sluice.contracts.account.AccountId;
import io.sluice.database.RemoveOldRows;
import io.sluice.database.RemoveOldRows.Statements;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The old mails in PostgreSQL. A mail that still waits to be sent is never old.
final class OldMailsStore {
    private static final Statements STATEMENTS =
            new Statements("mail", "select min(accuid) from mail where accuid > $1", """
            with old as materialized (
                select settled_at, job_id from mail
                where accuid = $1 and settled_at < now() - $2 * interval '1 second'
                    and ($3::timestamptz is null or (settled_at, job_id) > ($3, $4))
                order by settled_at, job_id limit $5
                for update skip locked),
            gone as (delete from mail using old where mail.job_id = old.job_id returning 1)
            select (select count(*) from old) as looked_at, (select count(*) from gone) as removed,
                last.settled_at as last_end, last.job_id as last_id
            from (select 1) one left join (select settled_at, job_id from old order by settled_at desc, job_id desc limit 1)
                last on true
            """);

    private final Pool pool;

    OldMailsStore(Pool pool) {
        this.pool = pool;
    }

    /// Removes them; the number of mails.
    long remove(Function<AccountId, Optional<Duration>> retention, BooleanSupplier stopped) {
        return new RemoveOldRows(pool, STATEMENTS, stopped).run(retention);
    }
}
