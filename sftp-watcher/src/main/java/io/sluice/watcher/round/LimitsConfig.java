package io.sluice.watcher.round;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the use of limits is measured and told.
@ConfigMapping(prefix = "sluice.limits")
interface LimitsConfig {
    /// An account of which neither the ledger nor this process tells anything is measured this often all the
    /// same.
    @WithDefault("10m")
    Duration sweepInterval();

    /// How many such accounts are measured in a second at most: 10,000 accounts are measured once in 83
    /// minutes at 2.
    @WithDefault("2")
    int sweepRate();

    /// How often the use of an account is told while it changes; crossing 80 % or a limit is told at once.
    @WithDefault("5s")
    Duration publishInterval();
}
