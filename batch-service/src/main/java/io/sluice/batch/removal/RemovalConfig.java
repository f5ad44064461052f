package io.sluice.batch.removal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When files and rows are removed.
@ConfigMapping(prefix = "sluice.batch")
interface RemovalConfig {
    /// How long the file of a batch is kept after its outcome. It holds the records as they were sent.
    @WithDefault("24h")
    Duration fileRetention();

    /// Time between two searches for old files, and for batches of accounts that are erased.
    @WithDefault("5m")
    Duration removalSweep();
}
