package io.sluice.notifier.retention;

import io.sluice.database.RemoveOldRows;
import io.sluice.database.RemoveOldRows.Statements;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The folders in PostgreSQL that once had ignored files and have none any more. A tenant may rename folders
/// without end.
final class OldIgnoredFoldersStore {
    /// The topic keeps observations for a shorter time, so none of before comes after the row is gone.
    private static final Duration KEPT = Duration.ofDays(30);

    private static final Statements STATEMENTS =
            new Statements("ignored_folder", "select min(accuid) from ignored_folder where accuid > $1", """
            with old as materialized (
                select observed_at, folder from ignored_folder
                where accuid = $1 and total = 0 and observed_at < now() - $2 * interval '1 second'
                    and ($3::timestamptz is null or (observed_at, folder) > ($3, $4))
                order by observed_at, folder limit $5
                for update skip locked),
            gone as (
                delete from ignored_folder using old
                where ignored_folder.accuid = $1 and ignored_folder.folder = old.folder returning 1)
            select (select count(*) from old) as looked_at, (select count(*) from gone) as removed,
                last.observed_at as last_end, last.folder as last_id
            from (select 1) one left join (select observed_at, folder from old order by observed_at desc, folder desc limit 1)
                last on true
            """);

    private final Pool pool;

    OldIgnoredFoldersStore(Pool pool) {
        this.pool = pool;
    }

    /// Removes them; the number of folders.
    long remove(BooleanSupplier stopped) {
        return new RemoveOldRows(pool, STATEMENTS, stopped).run(account -> Optional.of(KEPT));
    }
}
