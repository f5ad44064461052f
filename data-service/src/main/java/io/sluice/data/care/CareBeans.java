package io.sluice.data.care;

import io.sluice.data.day.DayVersions;
import io.sluice.data.table.LakeFiles;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Makes the use cases of this package.
final class CareBeans {
    @Produces
    @Singleton
    RemoveReplacedFiles removeReplacedFiles(DataSets sets, DayVersions versions, LakeFiles files, LakeObjects objects) {
        return new RemoveReplacedFiles(sets, versions, files, objects);
    }

    @Produces
    @Singleton
    RemoveOrphans removeOrphans(DataSets sets, LakeFiles files, LakeObjects objects) {
        return new RemoveOrphans(sets, files, objects);
    }

    @Produces
    @Singleton
    WaitingDays waitingDays(DataSets sets) {
        return new WaitingDays(sets, Clock.systemUTC());
    }
}
