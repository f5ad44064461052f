package io.sluice.data.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When entities of erased accounts are removed.
@ConfigMapping(prefix = "sluice.erasure")
interface ErasureConfig {
    /// Time between two searches for entities, data sets, outcomes and logs of accounts that are erased.
    @WithDefault("5m")
    Duration interval();
}
