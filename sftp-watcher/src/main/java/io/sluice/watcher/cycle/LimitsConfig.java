package io.sluice.watcher.cycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the use of limits is measured and published.
@ConfigMapping(prefix = "sluice.limits")
interface LimitsConfig {
    /// How often an account is measured when neither the ledger nor this process reports a change of it,
    /// unless the sweep rate makes that longer.
    @WithDefault("10m")
    Duration sweepInterval();

    /// How many such accounts are measured in a second at most. At a rate of 1, 10,000 accounts are measured
    /// once in 167 minutes.
    @WithDefault("1")
    int sweepRate();

    /// How often the use of an account is published while it changes. Crossing 80 % or a limit is published
    /// at once.
    @WithDefault("5s")
    Duration publishInterval();

    /// How many files an account may have in its directory, claimed files and error reports included. Beyond
    /// that its workspace is full (`quota-workspace`), whatever the size of the files.
    @WithDefault("100000")
    int maxFiles();

    /// How many folders an account may have in its directory, three of each source included. Beyond that its
    /// workspace is full, too, because no more folders are measured.
    @WithDefault("5000")
    int maxFolders();
}
