package io.sluice.watcher.cycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When an upload counts as complete.
@ConfigMapping(prefix = "sluice.completeness")
interface CompletenessConfig {
    /// How long a file must stay unchanged after the ledger reported that its last handle was closed.
    @WithDefault("1s")
    Duration quiet();

    /// How long a file must stay unchanged that the ledger does not mention, when the SFTP server keeps one.
    @WithDefault("15m")
    Duration unmentionedQuiet();

    /// How long a file must stay unchanged when the SFTP server keeps no ledger.
    @WithDefault("60s")
    Duration longQuiet();
}
