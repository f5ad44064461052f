package io.sluice.watcher;

import io.sluice.contracts.account.AccountFacts;
import java.util.Collection;

/// Gives the accounts that this service knows.
@FunctionalInterface
public interface AllAccounts {
    /// All accounts, suspended ones included. It is the same collection until an account changes.
    Collection<AccountFacts> all();
}
