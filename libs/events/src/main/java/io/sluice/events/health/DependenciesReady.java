package io.sluice.events.health;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while requests can be answered. Its data tell what is degraded.
@Readiness
final class DependenciesReady implements HealthCheck {
    private final HealthMonitor monitor;

    DependenciesReady(HealthMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public HealthCheckResponse call() {
        return monitor.check("dependencies", true);
    }
}
