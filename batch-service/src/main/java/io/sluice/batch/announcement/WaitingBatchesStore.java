package io.sluice.batch.announcement;

import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the batches in PostgreSQL that have waited longest.
@ApplicationScoped
class WaitingBatchesStore {
    private static final String OLDEST = """
            select (select min(coalesce(announced_again_at, received_at)) from batch
                    where received_at is not null and not announced) as unannounced,
                (select min(received_at) from batch where state in ('stored', 'processing')) as unfinished
            """;

    private final Pool pool;

    WaitingBatchesStore(Pool pool) {
        this.pool = pool;
    }

    /// When the oldest batches were received.
    ///
    /// @param unannounced that are stored and not announced
    /// @param unfinished that have no outcome
    record Oldest(Optional<Instant> unannounced, Optional<Instant> unfinished) {}

    Uni<Oldest> oldest() {
        return DatabaseCalls.withTimeout(
                        "looking for waiting batches", pool.query(OLDEST).execute())
                .map(rows -> rows.iterator().next())
                .map(row -> new Oldest(instant(row, "unannounced"), instant(row, "unfinished")));
    }

    private static Optional<Instant> instant(Row row, String column) {
        return Optional.<@Nullable OffsetDateTime>ofNullable(row.getOffsetDateTime(column))
                .map(OffsetDateTime::toInstant);
    }
}
