package io.sluice.schema.source;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What one source may cost.
@ConfigMapping(prefix = "sluice.source")
interface SourceConfig {
    /// The largest document of a source that is accepted.
    @WithDefault("512K")
    MemorySize maxDocumentSize();

    /// How many versions of a source are kept in any case. Older ones go, unless a job may name them.
    @WithDefault("1000")
    int keptVersions();

    /// How long a job may name the version that it was validated with: at least the time for which
    /// job-service keeps jobs.
    @WithDefault("400d")
    Duration jobRetention();

    /// How often a source may change within an hour.
    @WithDefault("60")
    int changesPerHour();

    /// How many sources an account may have, retired ones included. Every service holds their names.
    @WithDefault("1000")
    int maxPerAccount();
}
