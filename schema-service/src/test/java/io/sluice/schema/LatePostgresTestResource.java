package io.sluice.schema;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.devstack.parts.EmbeddedPostgres;
import java.util.Map;

/// A PostgreSQL that is unavailable when the service starts. The test's fields `startDatabase`,
/// `killDatabase`, `haltDatabase` and `letDatabaseGoOn` do what they say.
public final class LatePostgresTestResource implements QuarkusTestResourceLifecycleManager {
    private static final String NAME = "schemas";

    private final EmbeddedPostgres database = EmbeddedPostgres.temporary();

    @Override
    public Map<String, String> start() {
        database.start();
        database.createDatabase(NAME);
        database.stop();
        return Map.of(
                "quarkus.datasource.jdbc.url",
                database.jdbcUrl(NAME),
                "quarkus.datasource.reactive.url",
                database.reactiveUrl(NAME),
                "quarkus.datasource.username",
                EmbeddedPostgres.USER,
                "quarkus.datasource.password",
                EmbeddedPostgres.USER);
    }

    @Override
    public void inject(TestInjector injector) {
        Runnable kill = database::kill;
        Runnable start = database::start;
        Runnable halt = database::halt;
        Runnable goOn = database::goOn;
        injector.injectIntoFields(halt, field -> field.getName().equals("haltDatabase"));
        injector.injectIntoFields(goOn, field -> field.getName().equals("letDatabaseGoOn"));
        injector.injectIntoFields(kill, field -> field.getName().equals("killDatabase"));
        injector.injectIntoFields(start, field -> field.getName().equals("startDatabase"));
    }

    @Override
    public void stop() {
        database.close();
    }
}
