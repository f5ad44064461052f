package io.sluice.schema.source;

import io.sluice.events.OffLoop;
import io.vertx.core.Vertx;
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
    CreateFromTemplate createFromTemplate(TemplateStorage storage, Clock clock) {
        return new CreateFromTemplate(storage, clock);
    }

    /// Two threads: the size of a schema bounds what its check needs, and there is room for two.
    @Produces
    @Singleton
    OffLoop schemaChecks(Vertx vertx) {
        return new OffLoop(vertx, "schema-check", 2);
    }

    @Produces
    @Singleton
    ChangePace changePace(SourceConfig config) {
        return new ChangePace(config.changesPerHour());
    }

    @Produces
    @Singleton
    ChangeSource changeSource(Sources sources, Clock clock) {
        return new ChangeSource(sources, clock);
    }
}
