package io.sluice.events.account;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Puts accounts into the view as the topic would.
@ApplicationScoped
public class KnownAccounts {
    private final AccountView view;

    KnownAccounts(AccountView view) {
        this.view = view;
    }

    public void put(String accountId, AccountState state, Set<String> revokedTokens) {
        view.put(new AccountFacts(
                new AccountId(accountId),
                1,
                "Acme Retail",
                state,
                List.of(),
                List.of(),
                ZoneId.of("UTC"),
                "en",
                Optional.empty(),
                new AccountFacts.Limits(1, 1),
                List.of(),
                revokedTokens));
    }
}
