package io.sluice.devstack.parts.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.devstack.parts.TestKafka;
import java.util.Map;

/// Points `kafka.bootstrap.servers` at the test run's one broker.
public final class KafkaTestResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("kafka.bootstrap.servers", TestKafka.bootstrapServers());
    }

    // The broker serves the whole run.
    @Override
    public void stop() {}
}
