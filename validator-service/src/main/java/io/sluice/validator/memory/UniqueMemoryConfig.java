package io.sluice.validator.memory;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// The memory for values of unique fields and primary keys.
@ConfigMapping(prefix = "sluice.validation")
interface UniqueMemoryConfig {
    /// The memory for the values of unique fields and of the primary key of one job. Further values go to a
    /// temporary file. All of `sluice.validation.workers` together get at most a quarter of the heap.
    @WithDefault("64M")
    MemorySize uniqueMemory();

    /// The same memory for one dry run. All of `sluice.validation.dry-runs` together get at most a fifth of
    /// the heap.
    @WithDefault("16M")
    MemorySize dryRunUniqueMemory();

    /// The folder for temporary files with values of unique fields; by default that of the JVM
    /// (`java.io.tmpdir`). A file takes 16 to 24 bytes for each value, and what a message shows of possible
    /// duplicates. It has no name while it is used, so nothing of it stays when the process ends.
    Optional<Path> spillDirectory();
}
