package io.sluice.archive;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured.Meter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Accounts that use more than 80 % of their workspace limit; their files are archived earlier.
final class CrowdedAccounts {
    private static final int CROWDED_PERCENT = 80;

    private final Supplier<Collection<AccountFacts>> accounts;
    private final WorkspaceUse workspaces;

    CrowdedAccounts(Supplier<Collection<AccountFacts>> accounts, WorkspaceUse workspaces) {
        this.accounts = accounts;
        this.workspaces = workspaces;
    }

    /// The bytes above 80 % of the limit, for each of these accounts.
    Map<AccountId, Long> excess() {
        var excess = new TreeMap<AccountId, Long>();
        for (AccountFacts account : accounts.get()) {
            above(account.accountId()).ifPresent(bytes -> excess.put(account.accountId(), bytes));
        }
        return excess;
    }

    private Optional<Long> above(AccountId account) {
        return workspaces.of(account).map(CrowdedAccounts::above).filter(bytes -> bytes > 0);
    }

    private static long above(Meter workspace) {
        return workspace.usedBytes() - workspace.limitBytes() / 100 * CROWDED_PERCENT;
    }

    /// To be called when a file of the account was archived.
    void changed(AccountId account) {
        workspaces.changed(account);
    }
}
