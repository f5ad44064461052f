package io.sluice.schema;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Lets the sweep for unpublished changes run so rarely that a test sees only what the change publishes.
public final class RareSweepTestResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("sluice.outbox.sweep", "1h");
    }

    @Override
    public void stop() {}
}
