package io.sluice.watcher.cycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When claims that still lie in `processing/` are announced again.
@ConfigMapping(prefix = "sluice.recovery")
interface RecoveryConfig {
    /// Time between two searches for such claims; the first scan cycle after the start searches in any case.
    @WithDefault("5m")
    Duration interval();

    /// How long a claim lies there before it is announced again; at the start every claim is.
    @WithDefault("15m")
    Duration timeout();

    /// How often it is announced again at most, beside the announcements at each start of a watcher. After
    /// that its job ends as `internal-error`, with the other defaults a day after the claim.
    @WithDefault("96")
    int announcements();
}
