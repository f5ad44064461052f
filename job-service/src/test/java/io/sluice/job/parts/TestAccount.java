package io.sluice.job.parts;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountFacts.Limits;
import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.SourceType;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Accounts that no other test uses.
public final class TestAccount {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private TestAccount() {}

    /// An active account with the sources `order` (Order) and `member` (Member).
    public static AccountFacts fresh() {
        return facts(new AccountId("acc-" + NEXT.incrementAndGet()), 1, AccountState.ACTIVE, Set.of());
    }

    /// An active account with a day and limits of its own.
    public static AccountFacts of(ZoneId zone, Limits limits) {
        return facts(new AccountId("acc-" + NEXT.incrementAndGet()), 1, AccountState.ACTIVE, Set.of(), zone, limits);
    }

    public static AccountFacts facts(AccountId account, long version, AccountState state, Set<String> revokedTokens) {
        return facts(account, version, state, revokedTokens, ZoneOffset.UTC, new Limits(1L << 30, 1L << 30));
    }

    private static AccountFacts facts(
            AccountId account,
            long version,
            AccountState state,
            Set<String> revokedTokens,
            ZoneId zone,
            Limits limits) {
        return new AccountFacts(
                account,
                version,
                "Acme Retail",
                state,
                List.of("data@acme.example"),
                List.of(),
                zone,
                "en",
                Optional.empty(),
                limits,
                List.of(
                        new Source(new SourceType("order"), "Order", false),
                        new Source(new SourceType("member"), "Member", false)),
                revokedTokens);
    }
}
