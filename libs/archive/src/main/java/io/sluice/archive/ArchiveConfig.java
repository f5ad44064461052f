package io.sluice.archive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// When released files go to the archive, and how long they stay there.
@ConfigMapping(prefix = "sluice.archive")
public interface ArchiveConfig {
    /// Time between two passes.
    @WithDefault("10m")
    Duration interval();

    /// How long a file stays in `processed/` or `invalid/`; less when its account's workspace gets full.
    @WithDefault("7d")
    Duration keep();

    /// How long archived files are kept, by the object store's clock; for ever when it is not set. A rule of
    /// the store itself (lifecycle) does the same at less cost where millions are archived.
    Optional<Duration> retention();
}
