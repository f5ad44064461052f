package io.sluice.job.usage;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.DataSetReplaced;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;

/// Keeps what the days of data sets hold in PostgreSQL. Order and repetitions of the events do not matter.
@ApplicationScoped
class DataSetUseStore {
    private static final String KEEP = """
            insert into data_set_day (accuid, source_type, data_date, job_id, row_count, byte_count, replaced_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (accuid, source_type, data_date) do update
            set job_id = excluded.job_id, row_count = excluded.row_count, byte_count = excluded.byte_count,
                replaced_at = excluded.replaced_at
            where data_set_day.job_id < excluded.job_id
            """;
    private static final String SUM = "select count(*) filter (where row_count > 0) as days,"
            + " coalesce(sum(row_count), 0)::bigint as row_count, coalesce(sum(byte_count), 0)::bigint as byte_count"
            + " from data_set_day where accuid = $1";

    private final Pool pool;

    DataSetUseStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> replaced(DataSetReplaced event) {
        var job = event.job();
        var values = Tuple.tuple()
                .addString(job.accountId().value())
                .addString(job.sourceType().value())
                .addLocalDate(job.dataDate().value())
                .addString(job.jobId().value())
                .addLong(event.rows())
                .addLong(event.bytes())
                .addOffsetDateTime(event.replacedAt().atOffset(ZoneOffset.UTC));
        return DatabaseCalls.retryWhileTransient(
                        "recording a day", () -> pool.preparedQuery(KEEP).execute(values))
                .replaceWithVoid();
    }

    Uni<DataSetUse> find(AccountId account) {
        return DatabaseCalls.withTimeout(
                        "adding up days", pool.preparedQuery(SUM).execute(Tuple.of(account.value())))
                .map(rows -> rows.iterator().next())
                .map(row -> new DataSetUse(row.getLong("days"), row.getLong("row_count"), row.getLong("byte_count")));
    }
}
