package io.sluice.job.usage;

import io.sluice.contracts.event.UsageMeasured;
import io.sluice.events.EventReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Takes measurements from `usage-measured` into the records.
@ApplicationScoped
class UsageMeasuredConsumer {
    private final UsageStore store;

    UsageMeasuredConsumer(UsageStore store) {
        this.store = store;
    }

    @Incoming("usage-measured")
    Uni<Void> take(String json) {
        return store.measured(EventReader.read(json, UsageMeasured.class));
    }
}
