package io.sluice.data.erasure;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// When entities of erased accounts are removed.
// Nothing injects it, and Quarkus drops the defaults of such a mapping.
@Unremovable
@ConfigMapping(prefix = "sluice.erasure")
interface ErasureConfig {
    /// Time between two searches for entities, data sets, outcomes and logs of accounts that are erased.
    @WithDefault("5m")
    String interval();
}
