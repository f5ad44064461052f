package io.sluice.watcher.round;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When claims that still lie in `processing/` are announced again.
@ConfigMapping(prefix = "sluice.recovery")
interface RecoveryConfig {
    /// How often is looked for them; the first round after the start looks in any case.
    @WithDefault("5m")
    Duration interval();

    /// How long a claim lies there before it counts as forgotten; at the start every claim does.
    @WithDefault("15m")
    Duration patience();
}
