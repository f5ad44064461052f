package io.sluice.data.batch;

import io.sluice.data.source.RecordSources;
import io.sluice.engine.batch.BatchLimits;
import io.sluice.engine.key.KeyMemory;
import java.time.Clock;
import java.time.Duration;

/// Imports of tests, for accounts that are not erased.
final class TestImports {
    private TestImports() {}

    /// @param maxTemporary of the temporary files of a batch, in bytes
    static ImportLimits limits(KeyMemory memory, long maxTemporary) {
        return new ImportLimits(
                BatchLimits.DEFAULTS, memory, 1_000, Duration.ofSeconds(1), Duration.ofMinutes(1), maxTemporary);
    }

    static ImportBatch of(RecordSources sources, BatchFiles files, Imports imports, ImportLimits limits) {
        return new ImportBatch(sources, erased -> false, files, imports, progress -> {}, limits, Clock.systemUTC());
    }
}
