package io.sluice.schema;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Makes the sweep for unpublished changes so rare that a test sees only what the change itself publishes.
public final class RareSweepTestResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("sluice.outbox.sweep", "1h");
    }

    @Override
    public void stop() {}
}
