package io.sluice.data.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// When entities of erased accounts are removed.
@ConfigMapping(prefix = "sluice.erasure")
interface ErasureConfig {
    /// Time between two searches for entities, outcomes and logs of accounts that are erased.
    @WithDefault("5m")
    String interval();
}
