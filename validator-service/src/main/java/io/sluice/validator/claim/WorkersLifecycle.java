package io.sluice.validator.claim;

import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Starts the workers with the service and stops them with it.
@ApplicationScoped
class WorkersLifecycle {
    private static final Logger LOG = Logger.getLogger(WorkersLifecycle.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final Workers workers;
    private final WorkerCounts counts;

    WorkersLifecycle(Workers workers, WorkerCounts counts) {
        this.workers = workers;
        this.counts = counts;
    }

    @Startup
    void start() {
        workers.start(counts.workers());
        LOG.infof("validation started workers=%d bigFiles=%d", counts.workers(), counts.bigFiles());
    }

    @Shutdown
    void stop() throws InterruptedException {
        workers.stop(STOP_PATIENCE);
    }
}
