package io.sluice.events.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountRetentionTest {
    private static final Duration OTHERWISE = Duration.ofDays(400);

    private final AccountView accounts = new AccountView(Duration.ofMinutes(1), System::nanoTime);
    private final AccountRetention retention = new AccountRetention(accounts, OTHERWISE);

    @Test
    void nothingIsDueWhileTheAccountsAreNotRead() {
        accounts.put(facts("acme", Optional.of(30)));

        assertThat(retention.of(new AccountId("acme"))).isEmpty();
        assertThat(retention.of(new AccountId("bolt"))).isEmpty();
    }

    @Test
    void anAccountHasItsOwnTimeOrTheDefault() {
        accounts.put(facts("acme", Optional.of(1000)));
        accounts.put(facts("bolt", Optional.empty()));
        accounts.isReadUpTo(System.nanoTime());

        assertThat(retention.of(new AccountId("acme"))).contains(Duration.ofDays(1000));
        assertThat(retention.of(new AccountId("bolt"))).contains(OTHERWISE);
        assertThat(retention.of(new AccountId("removed"))).contains(OTHERWISE);
    }

    @Test
    void nothingIsKeptOfAnErasedAccount() {
        accounts.put(facts("acme", Optional.of(1000), AccountState.ERASED));
        accounts.isReadUpTo(System.nanoTime());

        assertThat(retention.of(new AccountId("acme"))).contains(Duration.ZERO);
    }

    private static AccountFacts facts(String account, Optional<Integer> retentionDays) {
        return facts(account, retentionDays, AccountState.ACTIVE);
    }

    private static AccountFacts facts(String account, Optional<Integer> retentionDays, AccountState state) {
        return new AccountFacts(
                new AccountId(account),
                1,
                account,
                state,
                List.of(),
                List.of(),
                ZoneId.of("UTC"),
                "en",
                Optional.empty(),
                new AccountFacts.Limits(1, 1),
                retentionDays,
                List.of(),
                Set.of());
    }
}
