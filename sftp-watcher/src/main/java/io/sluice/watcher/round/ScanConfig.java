package io.sluice.watcher.round;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How often and how widely is looked for uploads.
@ConfigMapping(prefix = "sluice.scan")
interface ScanConfig {
    /// Time between two rounds; at least a second.
    @WithDefault("2s")
    Duration interval();

    /// With a ledger, an account of which it tells nothing is looked at this often all the same, if there are
    /// not more accounts than the sweep rate allows.
    @WithDefault("60s")
    Duration sweepInterval();

    /// How many such accounts are looked at in a second: 10,000 accounts are looked at once in 17 minutes at
    /// 10.
    @WithDefault("10")
    int sweepRate();

    /// How many accounts are looked at side by side; fewer than `sluice.sftp.connections`, so that releases
    /// need not wait.
    @WithDefault("2")
    int parallelism();
}
