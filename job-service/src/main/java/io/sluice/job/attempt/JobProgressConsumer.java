package io.sluice.job.attempt;

import io.sluice.contracts.event.JobProgressed;
import io.sluice.events.EventReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Takes progress from `job-progress` into the records.
@ApplicationScoped
class JobProgressConsumer {
    private final JobEventStore store;

    JobProgressConsumer(JobEventStore store) {
        this.store = store;
    }

    @Incoming("job-progress")
    Uni<Void> take(String json) {
        return store.progressed(EventReader.read(json, JobProgressed.class));
    }
}
