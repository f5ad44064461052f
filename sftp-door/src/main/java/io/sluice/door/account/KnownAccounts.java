package io.sluice.door.account;

import io.sluice.contracts.account.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The accounts as last told, suspended ones included, for who has to explain a refusal. Thread-safe.
public final class KnownAccounts {
    private volatile Map<AccountId, SftpAccount> accounts = Map.of();

    /// From now on these and no others.
    public void replace(List<SftpAccount> told) {
        accounts = told.stream()
                .collect(Collectors.toUnmodifiableMap(
                        SftpAccount::accuid, Function.identity(), (first, second) -> second));
    }

    public Optional<SftpAccount> find(AccountId id) {
        return Optional.ofNullable(accounts.get(id));
    }
}
