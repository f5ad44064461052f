package io.sluice.job.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How live streams are kept.
@ConfigMapping(prefix = "sluice.live-events")
interface LiveEventsConfig {
    /// How often a stream shows that it lives, and its token is looked at again.
    @WithDefault("5s")
    Duration heartbeat();

    /// Events kept for a client that reads slowly; one more cuts it off.
    @WithDefault("256")
    int buffer();
}
