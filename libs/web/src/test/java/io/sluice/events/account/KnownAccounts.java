package io.sluice.events.account;

import io.sluice.contracts.account.AccountState;
import io.sluice.fixtures.TestAccount;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Puts accounts into the view as the topic would.
@ApplicationScoped
public class KnownAccounts {
    private final AccountView view;

    KnownAccounts(AccountView view) {
        this.view = view;
    }

    public void put(String accountId, AccountState state, Set<String> revokedTokens) {
        view.put(TestAccount.of(accountId)
                .state(state)
                .revokedTokens(revokedTokens)
                .facts());
    }
}
