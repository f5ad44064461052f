package io.sluice.watcher.cycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How uploads are claimed.
@ConfigMapping(prefix = "sluice.claim")
interface ClaimConfig {
    /// How long a claimed file may wait for the SFTP agent to seal it, or for its writer to close it if a
    /// watcher that starts finds it open. Then it is moved back to where it was uploaded.
    @WithDefault("30s")
    Duration sealTimeout();
}
