package io.sluice.validator.claim;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/// How claimed files are worked on.
@ConfigMapping(prefix = "sluice.validation")
interface ValidationConfig {
    /// How many files are read at a time; by default one a core, at least 2, so that a big file has a
    /// neighbour.
    OptionalInt workers();

    /// Files above this are big.
    @WithDefault("64M")
    MemorySize bigFileThreshold();

    /// How many of the workers may read big files at a time; by default half of them.
    OptionalInt bigFiles();

    /// How many claims are known here at a time; the more, the fairer between accounts; one takes about 3 KB.
    @WithDefault("10000")
    int claimsInFlight();

    @WithDefault("1s")
    Duration progressInterval();

    /// The first pause before a file is tried again; it doubles with each failure.
    @WithDefault("500ms")
    Duration firstPause();

    @WithDefault("10s")
    Duration longestPause();
}
