package io.sluice.batch.allocation;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What may be allocated.
@ConfigMapping(prefix = "sluice.batch")
interface AllocationConfig {
    /// The largest file of a batch, compressed.
    @WithDefault("50M")
    MemorySize maxSize();

    /// How long an upload address is valid.
    @WithDefault("1h")
    Duration uploadLifetime();
}
