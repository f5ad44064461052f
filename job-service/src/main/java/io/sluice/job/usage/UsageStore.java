package io.sluice.job.usage;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Keeps each account's newest measurement in PostgreSQL. Order and repetitions of the events do not matter.
@ApplicationScoped
class UsageStore {
    /// A time that is still to come is that of a clock that was ahead: the next measurement replaces it.
    private static final String KEEP = """
            insert into account_usage (accuid, workspace_bytes, daily_bytes, resets_at, measured_at)
            values ($1, $2, $3, $4, $5)
            on conflict (accuid) do update
            set workspace_bytes = excluded.workspace_bytes, daily_bytes = excluded.daily_bytes,
                resets_at = excluded.resets_at, measured_at = excluded.measured_at
            where account_usage.measured_at < excluded.measured_at
                or account_usage.measured_at > now() + interval '1 minute'
            """;
    private static final String FIND =
            "select workspace_bytes, daily_bytes, resets_at from account_usage where accuid = $1";

    private final Pool pool;

    UsageStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> measured(UsageMeasured event) {
        var measurement = Measurement.of(event);
        var values = Tuple.of(
                event.accountId().value(),
                measurement.workspaceBytes(),
                measurement.dailyBytes(),
                utc(measurement.resetsAt()),
                utc(event.measuredAt()));
        return DatabaseCalls.retryWhileTransient(
                        "recording a measurement",
                        () -> pool.preparedQuery(KEEP).execute(values))
                .replaceWithVoid();
    }

    Uni<Optional<Measurement>> find(AccountId account) {
        return DatabaseCalls.withTimeout(
                        "reading a measurement", pool.preparedQuery(FIND).execute(Tuple.of(account.value())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(UsageStore::measurement));
    }

    private static Measurement measurement(Row row) {
        return new Measurement(
                row.getLong("workspace_bytes"),
                row.getLong("daily_bytes"),
                row.getOffsetDateTime("resets_at").toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
