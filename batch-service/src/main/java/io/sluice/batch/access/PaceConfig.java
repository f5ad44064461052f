package io.sluice.batch.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How often a token may call.
@ConfigMapping(prefix = "sluice.batch")
interface PaceConfig {
    /// How many requests a minute each token has at each instance. A further one is answered 429.
    @WithDefault("1200")
    int requestsPerMinute();
}
