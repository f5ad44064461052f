package io.sluice.schema.account;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Keeps accounts in a map, by the rules of [Accounts].
final class InMemoryAccounts implements Accounts {
    private final Map<AccountId, Account> rows = new HashMap<>();
    final Map<AccountId, NewAccount> added = new HashMap<>();
    final Map<AccountId, String> passwordHashes = new HashMap<>();

    void put(Account account) {
        rows.put(account.accountId(), account);
    }

    @Override
    public Uni<Optional<AccountState>> add(NewAccount fresh) {
        var id = fresh.account().accountId();
        var taken = Optional.ofNullable(rows.get(id)).map(Account::state);
        if (taken.isEmpty()) {
            put(fresh.account());
            added.put(id, fresh);
        }
        return Uni.createFrom().item(taken);
    }

    @Override
    public Uni<AccountChange> change(AccountId id, Function<Account, AccountChange> decide) {
        var decided = present(id).map(decide).orElseGet(AccountChange.Unknown::new);
        if (decided instanceof AccountChange.Changed(Account after)) {
            put(after);
        }
        return Uni.createFrom().item(decided);
    }

    @Override
    public Uni<Boolean> setPassword(AccountId id, String passwordHash) {
        var known = present(id).isPresent();
        if (known) {
            passwordHashes.put(id, passwordHash);
        }
        return Uni.createFrom().item(known);
    }

    @Override
    public Uni<AccountErasure> erase(AccountId id, Function<Account, AccountErasure> decide) {
        var decided = present(id).map(decide).orElseGet(AccountErasure.Unknown::new);
        if (decided instanceof AccountErasure.Erased(Account remains)) {
            put(remains);
        }
        return Uni.createFrom().item(decided);
    }

    Optional<Account> present(AccountId id) {
        return Optional.ofNullable(rows.get(id)).filter(account -> account.state() != AccountState.ERASED);
    }
}
