package io.sluice.batch.traffic;

import io.sluice.batch.state.Traffic;
import io.sluice.contracts.event.UsageMeasured;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps what accounts sent over SFTP, from `usage-measured`.
@ApplicationScoped
class UsageMeasuredConsumer {
    private final Traffic traffic;

    UsageMeasuredConsumer(Traffic traffic) {
        this.traffic = traffic;
    }

    @Incoming("usage-measured")
    Uni<Void> take(UsageMeasured measured) {
        return traffic.measured(measured);
    }
}
