package io.sluice.schema;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Lets the sweep for changes that were not announced run so rarely that what a test sees comes from the change itself.
public final class RareSweepTestResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("sluice.announcement.sweep", "1h");
    }

    @Override
    public void stop() {}
}
