package io.sluice.watcher.service;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// A free port and short scan cycles.
public final class SurroundingsResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.http.test-port", "0",
                "sluice.scan.interval", "1s",
                // Consumers would close slowly at the end of each test class.
                "mp.messaging.connector.smallrye-kafka.graceful-shutdown", "false");
    }

    @Override
    public void stop() {}
}
