package io.sluice.data.intake;

import static io.sluice.events.log.LogFields.field;

import io.quarkus.runtime.Shutdown;
import io.sluice.database.TablesMigrated;
import io.sluice.events.log.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/// Starts the workers when the tables are there, and stops them together with the service.
@ApplicationScoped
class ImportLifecycle {
    private static final Log LOG = Log.of(ImportLifecycle.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final ImportWorkers workers;
    private final WorkerCounts counts;

    ImportLifecycle(ImportWorkers workers, WorkerCounts counts) {
        this.workers = workers;
        this.counts = counts;
    }

    void start(@Observes TablesMigrated tables) {
        workers.start(counts.workers());
        LOG.info("imports started", field("workers", counts.workers()), field("bigBatches", counts.bigBatches()));
    }

    @Shutdown
    void stop() throws InterruptedException {
        workers.stop(STOP_TIMEOUT);
    }
}
