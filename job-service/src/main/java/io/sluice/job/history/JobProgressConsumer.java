package io.sluice.job.history;

import io.sluice.contracts.event.JobProgressed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Records progress from `job-progress`.
@ApplicationScoped
class JobProgressConsumer {
    private final JobEventStore store;

    JobProgressConsumer(JobEventStore store) {
        this.store = store;
    }

    @Incoming("job-progress")
    Uni<Void> take(JobProgressed progressed) {
        return store.progressed(progressed);
    }
}
