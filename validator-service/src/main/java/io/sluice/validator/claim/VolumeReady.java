package io.sluice.validator.claim;

import io.sluice.events.health.HealthProbe;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeId;
import io.sluice.volume.Volumes;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Whether the volume answers. Dry runs do not need it.
@ApplicationScoped
class VolumeReady implements HealthProbe {
    private final Volume volume;

    VolumeReady(Volumes volumes) {
        this.volume = volumes.open(VolumeId.FIRST);
    }

    @Override
    public String name() {
        return "volume";
    }

    @Override
    public Effect effect() {
        return Effect.DEGRADED;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(10);
    }

    @Override
    public String run() {
        volume.stat("/");
        return "";
    }
}
