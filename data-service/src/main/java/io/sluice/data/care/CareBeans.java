package io.sluice.data.care;

import io.sluice.contracts.account.AccountState;
import io.sluice.data.day.DayVersions;
import io.sluice.data.table.LakeFiles;
import io.sluice.events.account.AccountView;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the use cases of this package.
final class CareBeans {
    @Produces
    @Singleton
    RemoveReplacedFiles removeReplacedFiles(DataSets sets, DayVersions versions, LakeFiles files, LakeObjects objects) {
        return new RemoveReplacedFiles(sets, versions, files, objects);
    }

    @Produces
    @Singleton
    RemoveOrphans removeOrphans(DataSets sets, LakeFiles files, LakeObjects objects, AccountView accounts) {
        return new RemoveOrphans(
                sets,
                files,
                objects,
                account -> accounts.find(account)
                        .filter(facts -> facts.state() == AccountState.ERASED)
                        .isPresent());
    }
}
