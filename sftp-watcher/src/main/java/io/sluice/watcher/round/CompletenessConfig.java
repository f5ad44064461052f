package io.sluice.watcher.round;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When an upload counts as complete.
@ConfigMapping(prefix = "sluice.completeness")
interface CompletenessConfig {
    /// How long a file stays unchanged after the ledger said that its last handle was closed.
    @WithDefault("2s")
    Duration quiet();

    /// How long a file stays unchanged of which the ledger says nothing.
    @WithDefault("60s")
    Duration longQuiet();
}
