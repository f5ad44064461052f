package io.sluice.batch.announcement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When events are published that failed.
@ConfigMapping(prefix = "sluice.outbox")
interface AnnouncementConfig {
    /// Time between two searches for what is not published yet.
    @WithDefault("1s")
    Duration sweep();
}
