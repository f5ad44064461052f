package io.sluice.job.attempt;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.event.JobFinished;
import io.sluice.events.EventReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Takes the ends of jobs from `job-finished` into the records.
@ApplicationScoped
class JobFinishedConsumer {
    private static final Logger LOG = Logger.getLogger(JobFinishedConsumer.class);

    private final JobEventStore store;
    private final MeterRegistry metrics;

    JobFinishedConsumer(JobEventStore store, MeterRegistry metrics) {
        this.store = store;
        this.metrics = metrics;
    }

    @Incoming("job-finished")
    Uni<Void> take(String json) {
        var finished = EventReader.read(json, JobFinished.class);
        return store.finished(finished).invoke(() -> tell(finished));
    }

    private void tell(JobFinished finished) {
        var job = finished.job();
        var outcome = finished.validated().outcome().name().toLowerCase(Locale.ROOT);
        metrics.counter("sluice.jobs.finished", "outcome", outcome).increment();
        LOG.infof(
                "job end recorded: jobId=%s accountId=%s sourceType=%s fileName=%s outcome=%s rows=%d errors=%d",
                job.jobId(),
                job.accountId(),
                job.sourceType(),
                job.fileName(),
                outcome,
                finished.validated().rows(),
                finished.validated().errorCount());
    }
}
