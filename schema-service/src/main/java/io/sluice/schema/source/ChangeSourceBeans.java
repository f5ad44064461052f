package io.sluice.schema.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Hands the use cases their collaborators.
@ApplicationScoped
class ChangeSourceBeans {
    @Produces
    @Singleton
    CreateSource createSource(Sources sources, Clock clock) {
        return new CreateSource(sources, clock);
    }

    @Produces
    @Singleton
    ChangeSource changeSource(Sources sources, Clock clock) {
        return new ChangeSource(sources, clock);
    }
}
