package io.sluice.schema.account;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/// How use cases store accounts. Erased ones count as absent, except in [#add].
interface Accounts {
    /// Adds an account with its keys and its first token, all or nothing.
    ///
    /// @return the state of the account that has the id already; empty when the new one was added
    Uni<Optional<AccountState>> add(NewAccount account);

    /// Stores what the function changes. Nobody else changes the account until then.
    Uni<AccountChange> change(AccountId id, Function<Account, AccountChange> decide);

    /// False when there is no such account.
    Uni<Boolean> setPassword(AccountId id, String passwordHash);

    /// Stores what remains of an account that the function erases, and removes all that belongs to it.
    /// Nobody else changes the account until then.
    Uni<AccountErasure> erase(AccountId id, Function<Account, AccountErasure> decide);
}
