package io.sluice.batch.announcement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When events are published that failed or may be lost.
@ConfigMapping(prefix = "sluice.outbox")
interface AnnouncementConfig {
    /// Time between two searches for what is not published yet.
    @WithDefault("1s")
    Duration sweep();

    /// A batch that has had no outcome for so long is announced again, and once in this time from then on.
    /// Less than Kafka keeps an event (`sluice.kafka.retention`).
    @WithDefault("1d")
    Duration announceAgainAfter();
}
