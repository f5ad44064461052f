package io.sluice.events.account;

import io.quarkus.runtime.Startup;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.PlatformFacts;
import io.sluice.fixtures.TestAccount;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Puts accounts into the view as the topic would.
@ApplicationScoped
public class KnownAccounts {
    private final AccountView view;
    private final AtomicLong version = new AtomicLong();

    KnownAccounts(AccountView view) {
        this.view = view;
    }

    @Startup
    void start() {
        areCurrent();
        view.put(PlatformFacts.NONE);
        put("acme", AccountState.ACTIVE, Set.of());
    }

    /// However long the tests take.
    public void areCurrent() {
        view.isReadUpTo(System.nanoTime() + Duration.ofDays(1).toNanos());
    }

    public void wereCurrent(Duration ago) {
        view.isReadUpTo(System.nanoTime() - ago.toNanos());
    }

    public void areNotRead() {
        view.isNotRead();
    }

    /// As after facts of the platform that nobody can read.
    public void forgetRevocations() {
        view.forgetRevocations();
    }

    /// From now on these tokens of administrators and services are revoked.
    public void revoke(Set<String> platformTokens) {
        view.put(new PlatformFacts(version.incrementAndGet(), platformTokens));
    }

    public void put(String accountId, AccountState state, Set<String> revokedTokens) {
        view.put(TestAccount.of(accountId)
                .state(state)
                .revokedTokens(revokedTokens)
                .facts());
    }
}
