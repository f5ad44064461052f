package io.sluice.validator.dryrun;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The limits of dry runs.
@ConfigMapping(prefix = "sluice.validation")
interface DryRunConfig {
    /// The largest body that is accepted.
    @WithDefault("1G")
    MemorySize dryRunMaxSize();

    /// How many bodies are checked at the same time. The check of a body begins when all of it has arrived.
    @WithDefault("4")
    int dryRuns();

    /// How many dry runs of one account may be open at the same time: arriving, waiting or being checked.
    @WithDefault("2")
    int dryRunsPerAccount();

    /// How many dry runs of all accounts may be open at the same time.
    @WithDefault("100")
    int dryRunBodies();

    /// How much of the spill directory's disk the bodies of dry runs may take. One account gets at most half
    /// of it.
    @WithDefault("4G")
    MemorySize dryRunDisk();

    /// How long the sender of a body may pause. Less than the idle timeout of connections, which ends
    /// without an answer.
    @WithDefault("15s")
    Duration dryRunIdleTimeout();

    /// How long a body may take to arrive.
    @WithDefault("10m")
    Duration dryRunBodyTimeout();
}
