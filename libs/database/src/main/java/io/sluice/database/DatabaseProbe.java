package io.sluice.database;

import io.sluice.events.health.HealthProbe;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Sorts more than fits into memory, so that the database writes a temporary file: a full disk shows, and no
/// table and no log of the database grows.
@ApplicationScoped
class DatabaseProbe implements HealthProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final String LITTLE_MEMORY = "set local work_mem = '64kB'";
    private static final String SORT = """
            select count(*) from (select md5(n::text) as text from generate_series(1, 3000) n order by text offset 0) x
            """;

    private final Pool pool;

    DatabaseProbe(Pool pool) {
        this.pool = pool;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Effect effect() {
        return Effect.NOT_READY;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(3);
    }

    @Override
    public String run() {
        DatabaseCalls.withTimeout(
                        "probing the database",
                        TIMEOUT,
                        pool.withTransaction(connection -> connection
                                .query(LITTLE_MEMORY)
                                .execute()
                                .chain(() -> connection.query(SORT).execute())))
                .await()
                .indefinitely();
        return "";
    }
}
