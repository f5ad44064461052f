package io.sluice.kit.account;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The present facts about all accounts, in memory: no call to a central service is needed to know an account.
///
/// Thread-safe. Fed from the compacted topic `account-changed` by [AccountTopicReader]; older versions never replace
/// newer ones.
@ApplicationScoped
public class AccountView {
    private final ConcurrentMap<AccountId, AccountFacts> accounts = new ConcurrentHashMap<>();

    /// The account's facts; empty when no such account is known here.
    public Optional<AccountFacts> find(AccountId id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /// All accounts, suspended ones included, in no order.
    public Collection<AccountFacts> all() {
        return List.copyOf(accounts.values());
    }

    void put(AccountFacts facts) {
        accounts.merge(facts.accuid(), facts, (old, fresh) -> fresh.version() >= old.version() ? fresh : old);
    }

    void remove(AccountId id) {
        accounts.remove(id);
    }
}
