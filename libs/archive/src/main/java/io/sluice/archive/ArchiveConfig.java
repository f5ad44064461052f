package io.sluice.archive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When released files are archived, and how long they stay in the archive.
@ConfigMapping(prefix = "sluice.archive")
public interface ArchiveConfig {
    /// Time between two passes.
    @WithDefault("10m")
    Duration interval();

    /// How long a file stays in `processed/` or `invalid/`. It leaves earlier when its account's workspace
    /// gets full.
    @WithDefault("7d")
    Duration keep();

    /// How long archived files are kept, by the object store's clock, unless the account has its own
    /// `retention_days`.
    @WithDefault("365d")
    Duration retention();
}
