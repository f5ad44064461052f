package io.sluice.validator.claim;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/// How claimed files are validated.
@ConfigMapping(prefix = "sluice.validation")
interface ValidationConfig {
    /// How many files are read at the same time. By default one per core, but at least 2, so that a small
    /// file need not wait for a big one.
    OptionalInt workers();

    /// Files larger than this are big.
    @WithDefault("64M")
    MemorySize bigFileThreshold();

    /// How many workers may read big files at the same time. By default half of them.
    OptionalInt bigFiles();

    /// How many claims the service holds in memory, at about 3 KB each. Many, so that it sees the claim of
    /// one account behind thousands of another.
    @WithDefault("10000")
    int claimsInFlight();

    /// The shortest time between two progress events of a job.
    @WithDefault("1s")
    Duration progressInterval();

    /// The delay after the first failure of a file. It doubles with each further failure.
    @WithDefault("500ms")
    Duration firstPause();

    /// The longest delay between two attempts.
    @WithDefault("10s")
    Duration longestPause();
}
