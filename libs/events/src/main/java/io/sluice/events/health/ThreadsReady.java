package io.sluice.events.health;

import io.sluice.threads.SupervisedThread;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while a thread of the service failed and waits for its next try.
@Readiness
final class ThreadsReady implements HealthCheck {
    @Override
    public HealthCheckResponse call() {
        var paused = SupervisedThread.paused();
        return HealthCheckResponse.named("threads")
                .status(paused.isEmpty())
                .withData("failed", String.join(", ", paused))
                .build();
    }
}
