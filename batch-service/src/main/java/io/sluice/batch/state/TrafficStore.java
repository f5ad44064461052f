package io.sluice.batch.state;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;

/// Keeps the bytes of accounts in PostgreSQL: one row an account and door. A row whose day has ended counts
/// nothing.
@ApplicationScoped
class TrafficStore implements Traffic {
    /// A row of a day after this one is of a clock that was ahead: it becomes one of this day. Around
    /// midnight the clocks of instances may differ.
    private static final String TODAY = """
            with ahead as (
                update traffic set resets_at = $3, version = version + 1
                where accuid = $1 and resets_at > $3 and $3 > now() + interval '1 minute')
            select coalesce(sum(bytes), 0)::bigint as bytes from (
                select taken_bytes as bytes from traffic where accuid = $1 and resets_at > $2
                union all
                select daily_bytes from sftp_usage where accuid = $1 and resets_at > $2) doors
            """;
    private static final String ADD = """
            insert into traffic (accuid, taken_bytes, resets_at) values ($1, $2, $3)
            on conflict (accuid) do update
            set taken_bytes = excluded.taken_bytes + case when traffic.resets_at > $4 then traffic.taken_bytes else 0 end,
                resets_at = case when traffic.resets_at > $4 then traffic.resets_at else excluded.resets_at end,
                version = traffic.version + 1
            """;
    /// A time that is still to come is that of a clock that was ahead: the next measurement replaces it.
    private static final String KEEP = """
            insert into sftp_usage (accuid, daily_bytes, resets_at, measured_at) values ($1, $2, $3, $4)
            on conflict (accuid) do update
            set daily_bytes = excluded.daily_bytes, resets_at = excluded.resets_at, measured_at = excluded.measured_at
            where sftp_usage.measured_at < excluded.measured_at
                or sftp_usage.measured_at > now() + interval '1 minute'
            """;

    private final Pool pool;

    TrafficStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Long> today(AccountId account, AccountDay day) {
        var values = Tuple.of(
                account.value(),
                day.now().atOffset(ZoneOffset.UTC),
                day.endsAt().atOffset(ZoneOffset.UTC));
        return DatabaseCalls.withTimeout(
                        "reading the day's traffic", pool.preparedQuery(TODAY).execute(values))
                .map(rows -> rows.iterator().next().getLong("bytes"));
    }

    @Override
    public Uni<Void> add(AccountId account, long bytes, AccountDay day) {
        return bytes == 0
                ? Uni.createFrom().voidItem()
                : DatabaseCalls.withTimeout("adding traffic", add(pool, account, bytes, day));
    }

    /// As part of the caller's transaction.
    static Uni<Void> add(SqlClient connection, AccountId account, long bytes, AccountDay day) {
        var values = Tuple.of(
                account.value(),
                bytes,
                day.endsAt().atOffset(ZoneOffset.UTC),
                day.now().atOffset(ZoneOffset.UTC));
        return connection.preparedQuery(ADD).execute(values).replaceWithVoid();
    }

    @Override
    public Uni<Void> measured(UsageMeasured sftp) {
        var values = Tuple.of(
                sftp.accountId().value(),
                sftp.sftpBytes(),
                sftp.resetsAt().atOffset(ZoneOffset.UTC),
                sftp.measuredAt().atOffset(ZoneOffset.UTC));
        return DatabaseCalls.retryWhileTransient(
                        "recording a measurement",
                        () -> pool.preparedQuery(KEEP).execute(values))
                .replaceWithVoid();
    }
}
