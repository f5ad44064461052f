package io.sluice.validator.claim;

import io.sluice.threads.queue.WorkQueue;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while all workers are alive. Also shows how many are busy and how many files wait.
@Readiness
final class WorkersReady implements HealthCheck {
    private final Workers workers;
    private final WorkQueue<ClaimedWork> queue;

    WorkersReady(Workers workers, WorkQueue<ClaimedWork> queue) {
        this.workers = workers;
        this.queue = queue;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("validation")
                .status(workers.allAlive())
                .withData("busy", workers.busy())
                .withData("waiting", queue.waiting())
                .build();
    }
}
