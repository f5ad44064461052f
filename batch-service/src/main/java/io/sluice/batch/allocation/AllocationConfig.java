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

    /// How many batches of an account may wait for their files at addresses that are valid. A further one is
    /// answered 429.
    @WithDefault("5000")
    int waitingPerAccount();
}
