package io.sluice.job.watcher;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// How sftp-watcher is reached, which has the files.
@ConfigMapping(prefix = "sluice.watcher")
public interface WatcherConfig {
    /// The address of sftp-watcher.
    @WithDefault("http://localhost:8082")
    URI url();

    /// The address of sftp-watcher's management port, which says whether it is ready. Never this service's
    /// own: it would take its own readiness for the watcher's.
    @WithDefault("http://sftp-watcher:9000")
    URI managementUrl();

    /// The longest wait for a connection.
    @WithDefault("2s")
    Duration connectTimeout();

    /// The longest wait for the copy of a file that is replayed.
    @WithDefault("10m")
    Duration requestTimeout();
}
