package io.sluice.schema;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.devstack.parts.EmbeddedKafka;
import java.util.Map;

/// A broker that a test kills and starts again. The test's fields `killBroker` and `startBroker` do it.
public final class RestartableKafkaTestResource implements QuarkusTestResourceLifecycleManager {
    private final EmbeddedKafka broker = EmbeddedKafka.temporary();

    @Override
    public Map<String, String> start() {
        broker.start();
        return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
    }

    @Override
    public void inject(TestInjector injector) {
        Runnable kill = broker::kill;
        Runnable start = broker::start;
        injector.injectIntoFields(kill, field -> field.getName().equals("killBroker"));
        injector.injectIntoFields(start, field -> field.getName().equals("startBroker"));
    }

    @Override
    public void stop() {
        broker.close();
    }
}
