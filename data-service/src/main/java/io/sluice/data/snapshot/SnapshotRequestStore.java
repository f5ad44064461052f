package io.sluice.data.snapshot;

import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Notes requests in PostgreSQL.
@ApplicationScoped
class SnapshotRequestStore implements SnapshotRequests {
    /// Each snapshot is kept for a day, so the more of them are kept and the larger they are, the less
    /// often may be asked; but as often as one is taken without a request. Clients see whole seconds: what
    /// is taken in the second of the request might be without its batch, so the request is of the next
    /// one. A request of a time that is still to come was noted by a clock that was ahead.
    private static final String NOTE = """
            with known as (
                select 1 from entity_set where accuid = $1 and source_type = $2 and changed_at > 'epoch'),
            waiting as (
                select interval '1 second' * greatest($3::bigint,
                    least($4::bigint, $3::bigint * (1 + coalesce(sum(file_size), 0)::bigint / 67108864))) as pause
                from entity_snapshot where accuid = $1 and source_type = $2),
            noted as (
                insert into snapshot_request as r (accuid, source_type, requested_at)
                select $1, $2, date_trunc('second', now()) + interval '1 second' from known
                on conflict (accuid, source_type) do update set requested_at = excluded.requested_at
                    where r.requested_at <= now() - (select pause from waiting)
                        or r.requested_at > now() + interval '1 minute'
                returning requested_at)
            select exists (select from known) as is_known, (select requested_at from noted) as requested_at,
                (select extract(epoch from requested_at - now())::float8 from noted) as starts_in,
                extract(epoch from (select requested_at from snapshot_request where accuid = $1 and source_type = $2)
                    + pause - now())::float8 as seconds
            from waiting
            """;

    private final Pool pool;

    SnapshotRequestStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Noted> note(EntitySource source, Duration pause, Duration longestPause) {
        return DatabaseCalls.withTimeout(
                        "noting a request",
                        pool.preparedQuery(NOTE)
                                .execute(Tuple.of(
                                        source.account().value(),
                                        source.source().value(),
                                        pause.toSeconds(),
                                        longestPause.toSeconds())))
                .map(rows -> noted(rows.iterator().next()));
    }

    private static Noted noted(Row row) {
        if (!row.getBoolean("is_known")) {
            return new Noted.NoEntities();
        }
        var at = row.getOffsetDateTime("requested_at");
        if (at != null) {
            return new Noted.Requested(
                    at.toInstant(), Duration.ofMillis((long) Math.ceil(1_000 * row.getDouble("starts_in"))));
        }
        // Two requests at the same time: the other one is not seen yet.
        var seconds = row.getDouble("seconds");
        return new Noted.TooSoon(Duration.ofSeconds(seconds == null ? 1 : Math.max(1, (long) Math.ceil(seconds))));
    }
}
