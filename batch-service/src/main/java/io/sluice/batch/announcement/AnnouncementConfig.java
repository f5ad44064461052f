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

    /// After this time without an outcome a batch is announced again, and then once in each such period. Must
    /// be shorter than Kafka keeps an event (`sluice.kafka.retention`).
    @WithDefault("1d")
    Duration announceAgainAfter();
}
