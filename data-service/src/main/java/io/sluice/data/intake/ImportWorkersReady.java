package io.sluice.data.intake;

import io.sluice.threads.queue.WorkQueue;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while all workers are alive. Also shows how many are busy and how many batches wait.
@Readiness
final class ImportWorkersReady implements HealthCheck {
    private final ImportWorkers workers;
    private final WorkQueue<BatchWork> queue;

    ImportWorkersReady(ImportWorkers workers, WorkQueue<BatchWork> queue) {
        this.workers = workers;
        this.queue = queue;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("imports")
                .status(workers.allAlive())
                .withData("busy", workers.busy())
                .withData("waiting", queue.waiting())
                .build();
    }
}
