package io.sluice.schema;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.devstack.parts.EmbeddedKafka;
import java.util.Map;

/// A broker that a test kills and starts again, or halts. The test's fields `killBroker`, `startBroker`,
/// `haltBroker` and `letBrokerGoOn` do it.
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
        Runnable halt = broker::halt;
        Runnable goOn = broker::goOn;
        injector.injectIntoFields(halt, field -> field.getName().equals("haltBroker"));
        injector.injectIntoFields(goOn, field -> field.getName().equals("letBrokerGoOn"));
        injector.injectIntoFields(kill, field -> field.getName().equals("killBroker"));
        injector.injectIntoFields(start, field -> field.getName().equals("startBroker"));
    }

    @Override
    public void stop() {
        broker.close();
    }
}
