package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import java.util.Collection;

/// The accounts that are known here.
@FunctionalInterface
public interface Accounts {
    /// All of them, suspended ones included; the same collection while none of them changes, another one
    /// after it.
    Collection<AccountFacts> all();
}
