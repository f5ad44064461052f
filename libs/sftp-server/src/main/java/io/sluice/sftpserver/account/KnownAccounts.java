package io.sluice.sftpserver.account;

import io.sluice.contracts.account.AccountId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The accounts of the last list, suspended ones included. Thread-safe.
public final class KnownAccounts {
    private volatile Map<AccountId, SftpAccount> accounts = Map.of();

    /// From now on these accounts and no others.
    public void replace(Collection<SftpAccount> list) {
        accounts = list.stream()
                .collect(Collectors.toUnmodifiableMap(
                        SftpAccount::accountId, Function.identity(), (first, second) -> second));
    }

    public Collection<SftpAccount> all() {
        return accounts.values();
    }

    public Optional<SftpAccount> find(AccountId id) {
        return Optional.ofNullable(accounts.get(id));
    }
}
