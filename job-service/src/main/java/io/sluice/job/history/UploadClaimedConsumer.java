package io.sluice.job.history;

import io.sluice.contracts.event.UploadClaimed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Records claims from `upload-claimed`.
@ApplicationScoped
class UploadClaimedConsumer {
    private final JobEventStore store;

    UploadClaimedConsumer(JobEventStore store) {
        this.store = store;
    }

    @Incoming("upload-claimed")
    Uni<Void> take(UploadClaimed claimed) {
        return store.claimed(claimed);
    }
}
