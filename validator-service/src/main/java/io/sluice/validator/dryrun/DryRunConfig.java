package io.sluice.validator.dryrun;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The limits of dry runs.
@ConfigMapping(prefix = "sluice.validation")
interface DryRunConfig {
    /// The largest body that is accepted.
    @WithDefault("1G")
    MemorySize dryRunMaxSize();

    /// How many bodies are checked at the same time.
    @WithDefault("4")
    int dryRuns();

    /// How many of them may belong to one account.
    @WithDefault("2")
    int dryRunsPerAccount();
}
