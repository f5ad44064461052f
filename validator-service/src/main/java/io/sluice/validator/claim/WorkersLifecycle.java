package io.sluice.validator.claim;

import static io.sluice.events.log.LogFields.field;

import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import io.sluice.events.log.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Starts and stops the workers together with the service.
@ApplicationScoped
class WorkersLifecycle {
    private static final Log LOG = Log.of(WorkersLifecycle.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final Workers workers;
    private final WorkerCounts counts;

    WorkersLifecycle(Workers workers, WorkerCounts counts) {
        this.workers = workers;
        this.counts = counts;
    }

    @Startup
    void start() {
        workers.start(counts.workers());
        LOG.info("validation started", field("workers", counts.workers()), field("bigFiles", counts.bigFiles()));
    }

    @Shutdown
    void stop() throws InterruptedException {
        workers.stop(STOP_TIMEOUT);
    }
}
