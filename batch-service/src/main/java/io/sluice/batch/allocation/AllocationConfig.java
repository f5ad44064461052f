package io.sluice.batch.allocation;

import io.quarkus.runtime.configuration.MemorySize;
import io.sluice.batch.state.Batches.Counts;
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

    /// How many batches of an account may have their files and wait for their outcomes. A further one is
    /// answered 429. data-service takes the batches of all accounts in turns, but holds only so many at once
    /// (`sluice.import.batches-in-flight`).
    @WithDefault("2000")
    int inWorkPerAccount();

    /// How many batches an account may allocate within 24 h. A further one is answered 429. A batch leaves
    /// some hundred bytes in the database for ever, however small its file is.
    @WithDefault("20000")
    int perDay();

    default Counts most() {
        return new Counts(waitingPerAccount(), inWorkPerAccount(), perDay());
    }
}
