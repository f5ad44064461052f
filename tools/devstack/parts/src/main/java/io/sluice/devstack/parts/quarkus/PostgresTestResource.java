package io.sluice.devstack.parts.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.devstack.parts.TestPostgres;
import io.sluice.devstack.parts.TestPostgres.Database;
import java.util.Map;

/// Gives the application an empty database of its own.
public final class PostgresTestResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Database database = TestPostgres.newDatabase();
        return Map.of(
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.reactive.url", database.reactiveUrl(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.user());
    }

    // The server serves the whole run and takes its databases with it.
    @Override
    public void stop() {}
}
