package io.sluice.events.health;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// Well while everything works. Kubernetes does not ask this: a service that waits for Kafka must neither be
/// restarted nor lose its requests.
@Wellness
final class DependenciesWell implements HealthCheck {
    private final HealthMonitor monitor;

    DependenciesWell(HealthMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public HealthCheckResponse call() {
        return monitor.check("everything works", false);
    }
}
