package io.sluice.validator.it;

import static java.util.Map.entry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Starts a [SchemaStub], configures its address, and sets limits that tests can reach.
public final class SchemaStubResource implements QuarkusTestResourceLifecycleManager {
    private final SchemaStub stub = SchemaStub.start(0);

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                entry("sluice.schema-service.url", stub.url()),
                entry("sluice.data-service.url", stub.url()),
                entry("sluice.service-token", "test-service-token"),
                entry("sluice.validation.workers", "2"),
                entry("sluice.validation.big-file-threshold", "1M"),
                entry("sluice.validation.dry-run-max-size", "100K"),
                entry("sluice.validation.dry-runs", "2"),
                entry("sluice.validation.dry-runs-per-account", "1"),
                entry("sluice.validation.dry-run-idle-timeout", "3s"),
                entry("quarkus.http.test-port", "0"),
                entry("mp.messaging.connector.smallrye-kafka.graceful-shutdown", "false"));
    }

    @Override
    public void stop() {
        stub.close();
    }
}
