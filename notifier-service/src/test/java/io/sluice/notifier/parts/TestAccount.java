package io.sluice.notifier.parts;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountFacts.Limits;
import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.SourceType;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Accounts that no other test uses.
public final class TestAccount {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private TestAccount() {}

    public static AccountId freshId() {
        return new AccountId("acc-" + NEXT.incrementAndGet());
    }

    public static AccountFacts fresh(String... contacts) {
        return facts(freshId(), "Acme Retail", contacts);
    }

    public static AccountFacts facts(AccountId account, String name, String... contacts) {
        return new AccountFacts(
                account,
                1,
                name,
                AccountState.ACTIVE,
                List.of(contacts),
                List.of(),
                ZoneId.of("Asia/Taipei"),
                "en",
                Optional.empty(),
                new Limits(1L << 30, 1L << 30),
                List.of(new Source(new SourceType("order"), "Order", false)),
                Set.of());
    }
}
