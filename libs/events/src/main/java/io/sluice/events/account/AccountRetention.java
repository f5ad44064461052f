package io.sluice.events.account;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import java.time.Duration;
import java.util.Optional;

/// How long the histories of an account are kept: as its setting `retention_days` says, or the service's
/// default; not at all when it is erased.
public final class AccountRetention {
    private final AccountView accounts;
    private final Duration otherwise;

    /// @param otherwise for accounts without a setting of their own
    public AccountRetention(AccountView accounts, Duration otherwise) {
        this.accounts = accounts;
        this.otherwise = otherwise;
    }

    /// Empty while the accounts are not all read: the account may have a longer time that is not known yet,
    /// so nothing of it may be removed.
    public Optional<Duration> of(AccountId account) {
        return accounts.isComplete()
                ? Optional.of(accounts.find(account).map(this::of).orElse(otherwise))
                : Optional.empty();
    }

    private Duration of(AccountFacts account) {
        return account.state() == AccountState.ERASED
                ? Duration.ZERO
                : account.retentionDays().map(Duration::ofDays).orElse(otherwise);
    }
}
