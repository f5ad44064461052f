package io.sluice.job.usage;

import io.sluice.contracts.event.UsageMeasured;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Records measurements from `usage-measured`.
@ApplicationScoped
class UsageMeasuredConsumer {
    private final UsageStore store;

    UsageMeasuredConsumer(UsageStore store) {
        this.store = store;
    }

    @Incoming("usage-measured")
    Uni<Void> take(UsageMeasured measured) {
        return store.measured(measured);
    }
}
