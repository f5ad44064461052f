package io.sluice.job.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the one hub of live events.
@ApplicationScoped
class LiveEventsBeans {
    @Produces
    @Singleton
    LiveEvents events() {
        return new LiveEvents();
    }
}
