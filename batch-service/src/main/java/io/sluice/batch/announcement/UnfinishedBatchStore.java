package io.sluice.batch.announcement;

import io.sluice.database.DatabaseCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/// Finds the batches in PostgreSQL that were announced and have no outcome.
@ApplicationScoped
class UnfinishedBatchStore {
    /// Two instances take different ones.
    private static final String ANNOUNCE_AGAIN = """
            update batch set announced = false, announced_again_at = $1
            where ref in (
                select ref from batch
                where state in ('stored', 'processing') and received_at < $2 and announced
                    and (announced_again_at is null or announced_again_at < $2)
                order by received_at limit $3 for update skip locked)
            """;

    private final Pool pool;

    UnfinishedBatchStore(Pool pool) {
        this.pool = pool;
    }

    /// Marks some of them for the outbox, which announces them again.
    ///
    /// @param before only batches that were received and announced before this time
    /// @return how many
    Uni<Integer> announceAgain(Instant now, Instant before, int limit) {
        var values = Tuple.of(now.atOffset(ZoneOffset.UTC), before.atOffset(ZoneOffset.UTC), limit);
        return DatabaseCalls.withTimeout(
                        "announcing batches again",
                        pool.preparedQuery(ANNOUNCE_AGAIN).execute(values))
                .map(rows -> rows.rowCount());
    }
}
