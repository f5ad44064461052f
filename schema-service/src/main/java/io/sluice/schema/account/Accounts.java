package io.sluice.schema.account;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Where accounts are kept. Erased ones count as absent, but for their id.
interface Accounts {
    /// Adds an account with its keys and its first token, all or nothing; the state of the one that has the
    /// id already.
    Uni<Optional<AccountState>> add(NewAccount account);

    Uni<Optional<Account>> one(AccountId id);

    /// In order of their ids.
    Uni<List<Account>> after(String id, int limit);

    /// Changes an account while nobody else can; an unchanged answer of the function stores nothing.
    Uni<Optional<Account>> change(AccountId id, UnaryOperator<Account> change);

    /// False when there is no such account.
    Uni<Boolean> setPassword(AccountId id, String passwordHash);

    /// Removes all that belongs to an account; what the function makes of it stays to remember the id.
    Uni<Optional<Account>> erase(AccountId id, UnaryOperator<Account> remains);
}
