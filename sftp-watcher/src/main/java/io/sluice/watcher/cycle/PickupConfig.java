package io.sluice.watcher.cycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// When uploads are taken, for accounts without a schedule of their own.
@ConfigMapping(prefix = "sluice.pickup")
interface PickupConfig {
    /// `continuous`, or five cron fields and a zone: `0 6 * * * Asia/Taipei`.
    @WithDefault("continuous")
    String schedule();
}
