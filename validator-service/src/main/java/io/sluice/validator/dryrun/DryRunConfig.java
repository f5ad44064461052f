package io.sluice.validator.dryrun;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How much checking over HTTP is allowed.
@ConfigMapping(prefix = "sluice.validation")
interface DryRunConfig {
    /// The largest body.
    @WithDefault("1G")
    MemorySize dryRunMaxSize();

    /// How many bodies are checked at a time.
    @WithDefault("4")
    int dryRuns();

    /// How many of them may be one account's.
    @WithDefault("2")
    int dryRunsPerAccount();
}
