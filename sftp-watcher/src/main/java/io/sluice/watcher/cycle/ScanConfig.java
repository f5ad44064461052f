package io.sluice.watcher.cycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How often and how widely the watcher looks for uploads.
@ConfigMapping(prefix = "sluice.scan")
interface ScanConfig {
    /// Time between two scan cycles while nothing happens; at most 10 s while the volume has no ledger or
    /// takes no claims. New lines in the ledger, open claims and uploads that are about to be complete start
    /// the next one at once.
    @WithDefault("2s")
    Duration interval();

    /// How often an account is listed that the ledger does not mention, unless the sweep rate makes that
    /// longer.
    @WithDefault("60s")
    Duration sweepInterval();

    /// How many such accounts are listed in a second at most. At a rate of 5, 10,000 accounts are listed once
    /// in 33 minutes.
    @WithDefault("5")
    int sweepRate();

    /// How many accounts are listed in parallel. Keep it below `sluice.sftp.connections`, so that releases
    /// need not wait.
    @WithDefault("3")
    int parallelism();
}
