package io.sluice.watcher.cycle;

import io.sluice.events.health.HealthProbe;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeId;
import io.sluice.volume.Volumes;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Whether the volume answers. A scan cycle finds out only when its request fails, so after half a minute.
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

    /// As for a watcher whose scan cycles fail.
    @Override
    public Effect effect() {
        return Effect.NOT_READY;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(3);
    }

    @Override
    public String run() {
        volume.stat("/");
        return "";
    }
}
