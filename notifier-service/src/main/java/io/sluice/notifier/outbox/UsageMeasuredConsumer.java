package io.sluice.notifier.outbox;

import io.sluice.contracts.event.UsageMeasured;
import io.sluice.events.EventReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Takes measurements from `usage-measured`; those that come near a limit or reach it make a mail.
@ApplicationScoped
class UsageMeasuredConsumer {
    private final LimitStore store;

    UsageMeasuredConsumer(LimitStore store) {
        this.store = store;
    }

    @Incoming("usage-measured")
    Uni<Void> take(String json) {
        return store.measured(EventReader.read(json, UsageMeasured.class));
    }
}
