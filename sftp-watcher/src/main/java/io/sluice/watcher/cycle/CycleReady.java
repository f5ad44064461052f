package io.sluice.watcher.cycle;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while scan cycles are completed, so while the volume answers. It is no liveness check: restarting a
/// watcher that waits for its SFTP server does not help.
@Readiness
final class CycleReady implements HealthCheck {
    private final CycleSchedule cycles;

    CycleReady(CycleSchedule cycles) {
        this.cycles = cycles;
    }

    @Override
    public HealthCheckResponse call() {
        var check = HealthCheckResponse.named("scan cycles over the SFTP volume");
        return switch (cycles.last()) {
            case LatestCycle.NoneYet() ->
                check.down()
                        .withData("reason", "no scan cycle was completed yet")
                        .build();
            case LatestCycle.Failed(var _, var reason) ->
                check.down().withData("reason", reason).build();
            case LatestCycle.Done(var result) ->
                check.up()
                        .withData("waiting", result.waiting())
                        .withData("ignored", result.ignored())
                        .build();
        };
    }
}
