package io.sluice.watcher.round;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How uploads are claimed.
@ConfigMapping(prefix = "sluice.claim")
interface ClaimConfig {
    /// How long a claimed file may wait for the SFTP pod to seal it, before it is put back where it was
    /// uploaded.
    @WithDefault("30s")
    Duration sealPatience();
}
