package io.sluice.validator.it;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Starts a [SchemaStub], configures its address, and sets limits that tests can reach.
public final class SchemaStubResource implements QuarkusTestResourceLifecycleManager {
    private final SchemaStub stub = SchemaStub.start(0);

    @Override
    public Map<String, String> start() {
        return Map.of(
                "sluice.schema-service.url", stub.url(),
                "sluice.service-token", "test-service-token",
                "sluice.validation.workers", "2",
                "sluice.validation.big-file-threshold", "1M",
                "sluice.validation.dry-run-max-size", "100K",
                "sluice.validation.dry-runs", "2",
                "sluice.validation.dry-runs-per-account", "1",
                "sluice.validation.dry-run-idle-timeout", "3s",
                "quarkus.http.test-port", "0",
                "mp.messaging.connector.smallrye-kafka.graceful-shutdown", "false");
    }

    @Override
    public void stop() {
        stub.close();
    }
}
