package io.sluice.batch.sweep;

import io.sluice.events.health.HealthProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Whether what is repeated for ever succeeds: files that nobody recorded are found, old ones are removed.
@ApplicationScoped
class SweepsReady implements HealthProbe {
    private final Sweeps sweeps;

    SweepsReady(Sweeps sweeps) {
        this.sweeps = sweeps;
    }

    @Override
    public String name() {
        return "sweeps";
    }

    @Override
    public Effect effect() {
        return Effect.DEGRADED;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    @Override
    public String run() {
        var late = sweeps.late();
        if (!late.isEmpty()) {
            throw new IllegalStateException(
                    "these sweeps have failed for more than 10 minutes: " + String.join(", ", late));
        }
        return "";
    }
}
