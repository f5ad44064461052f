package io.sluice.batch.removal;

import io.sluice.batch.sweep.Sweeps;
import io.sluice.batch.upload.BatchObjects;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.database.TablesMigrated;
import io.sluice.events.account.AccountView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Collection;

/// Removes what is over, again and again.
@ApplicationScoped
class RemovalSchedule {
    private final RemoveOldFiles removeOldFiles;
    private final RemoveErasedAccounts removeErasedAccounts;
    private final Sweeps sweeps;
    private final RemovalConfig config;

    RemovalSchedule(
            Removals removals, BatchObjects objects, AccountView accounts, Sweeps sweeps, RemovalConfig config) {
        this.removeOldFiles = new RemoveOldFiles(removals, objects, config.fileRetention(), Clock.systemUTC());
        this.removeErasedAccounts = new RemoveErasedAccounts(() -> erased(accounts), removals, objects);
        this.sweeps = sweeps;
        this.config = config;
    }

    void start(@Observes TablesMigrated tables) {
        sweeps.start("old-files", config.removalSweep(), removeOldFiles::run);
        sweeps.start("erased-accounts", config.removalSweep(), removeErasedAccounts::run);
    }

    private static Collection<AccountId> erased(AccountView accounts) {
        return accounts.all().stream()
                .filter(facts -> facts.state() == AccountState.ERASED)
                .map(AccountFacts::accountId)
                .toList();
    }
}
