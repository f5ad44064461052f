package io.sluice.data.day;

import io.sluice.data.table.KeptSnapshots;
import io.sluice.data.table.LakeFiles;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Makes the use case of this package.
final class DayBeans {
    @Produces
    @Singleton
    KeptSnapshots keptSnapshots(DataSetConfig config) {
        return new KeptSnapshots(config.snapshotAge(), config.minSnapshots(), config.maxSnapshots());
    }

    @Produces
    @Singleton
    SwapDays swapDays(
            DayVersions versions, SchemaVersions schemas, LakeFiles files, KeptSnapshots kept, DataSetConfig config) {
        return new SwapDays(
                versions,
                schemas,
                files,
                kept,
                new SwapLimits(config.swapsInOneCommit(), config.commits(), config.longestWait()),
                Clock.systemUTC());
    }
}
