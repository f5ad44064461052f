package io.sluice.devstack.parts.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.EmbeddedPostgres;
import java.util.Map;

/// A broker and a database that one test class may kill or halt. Its fields of the types [EmbeddedKafka] and
/// [EmbeddedPostgres] get them.
public final class OwnPartsTestResource implements QuarkusTestResourceLifecycleManager {
    private static final String DATABASE = "own";

    private final EmbeddedKafka broker = EmbeddedKafka.temporary();
    private final EmbeddedPostgres database = EmbeddedPostgres.temporary();

    @Override
    public Map<String, String> start() {
        broker.start();
        database.start().createDatabase(DATABASE);
        return Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "quarkus.datasource.jdbc.url",
                database.jdbcUrl(DATABASE),
                "quarkus.datasource.reactive.url",
                database.reactiveUrl(DATABASE),
                "quarkus.datasource.username",
                EmbeddedPostgres.USER,
                "quarkus.datasource.password",
                EmbeddedPostgres.USER);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(broker, new TestInjector.MatchesType(EmbeddedKafka.class));
        injector.injectIntoFields(database, new TestInjector.MatchesType(EmbeddedPostgres.class));
    }

    @Override
    public void stop() {
        broker.close();
        database.close();
    }
}
