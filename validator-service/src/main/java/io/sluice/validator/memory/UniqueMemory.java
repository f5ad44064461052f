package io.sluice.validator.memory;

import io.sluice.engine.key.KeyMemory;
import java.nio.file.Path;

/// The memory for unique values. Each job and each dry run has its own, and none takes from another.
///
/// @param jobBytes what one job may have
/// @param dryRunBytes what one dry run may have
/// @param heapBytes the largest heap: all jobs together have at most a quarter of it, all dry runs a fifth
/// @param spillDirectory for values beyond the memory
public record UniqueMemory(long jobBytes, long dryRunBytes, long heapBytes, Path spillDirectory) {

    /// The memory of one job.
    ///
    /// @param workers how many jobs there may be at the same time
    public KeyMemory ofJob(int workers) {
        return new KeyMemory(Math.min(jobBytes, heapBytes / 4 / workers), spillDirectory);
    }

    /// The memory of one dry run.
    ///
    /// @param dryRuns how many there may be at the same time
    public KeyMemory ofDryRun(int dryRuns) {
        return new KeyMemory(Math.min(dryRunBytes, heapBytes / 5 / dryRuns), spillDirectory);
    }
}
