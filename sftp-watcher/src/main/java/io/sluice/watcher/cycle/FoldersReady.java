package io.sluice.watcher.cycle;

import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// Whether what lies in the folders is known outside. job-service asks for it before it says that nothing was
/// received.
///
/// It is no part of readiness: a watcher whose events wait for the broker still answers requests.
@HealthGroup("watching")
@Singleton
final class FoldersReady implements HealthCheck {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final CycleSchedule cycles;
    private final Duration limit;

    FoldersReady(CycleSchedule cycles, ScanConfig config) {
        this.cycles = cycles;
        this.limit = config.interval().multipliedBy(2).plus(GRACE);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("contents of all folders are published")
                .status(cycles.isWatchedWithin(limit))
                .build();
    }
}
