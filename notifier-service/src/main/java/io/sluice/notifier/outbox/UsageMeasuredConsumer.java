package io.sluice.notifier.outbox;

import io.sluice.contracts.event.UsageMeasured;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Puts a mail into the outbox for each measurement from `usage-measured` that comes near a limit or reaches
/// it.
@ApplicationScoped
class UsageMeasuredConsumer {
    private final MailedLevelsStore store;

    UsageMeasuredConsumer(MailedLevelsStore store) {
        this.store = store;
    }

    @Incoming("usage-measured")
    Uni<Void> take(UsageMeasured measured) {
        return store.measured(measured);
    }
}
