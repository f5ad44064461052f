package io.sluice.job.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Heartbeat, buffer and number of the live streams.
@ConfigMapping(prefix = "sluice.live-events")
interface LiveEventsConfig {
    /// How often a stream sends a comment and checks its token again. The comment keeps proxies from closing
    /// a quiet stream.
    @WithDefault("5s")
    Duration heartbeat();

    /// How many events a slow client may be behind before the service closes its stream.
    @WithDefault("256")
    int buffer();

    /// How many streams of one account each instance of the service keeps open. A further one is answered
    /// 429.
    @WithDefault("50")
    int maxStreams();
}
