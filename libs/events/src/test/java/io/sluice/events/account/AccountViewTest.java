package io.sluice.events.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.PlatformFacts;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccountViewTest {
    private static final Duration MAX_AGE = Duration.ofSeconds(60);
    private static final AccountId ACME = new AccountId("acme");

    private final AtomicLong clock = new AtomicLong(-7);
    private final AccountView view = new AccountView(MAX_AGE, clock::get);

    @Test
    void decidesNothingBeforeTheTopicIsRead() {
        assertThat(view.isComplete()).isFalse();
        assertThat(view.isCurrent()).isFalse();
    }

    @Test
    void isCurrentUntilTheAllowedAge() {
        view.isReadUpTo(clock.get());

        clock.addAndGet(MAX_AGE.toNanos());
        assertThat(view.isCurrent()).isTrue();

        clock.incrementAndGet();
        assertThat(view.isCurrent()).isFalse();
        assertThat(view.isComplete()).isTrue();
    }

    @Test
    void isCurrentAgainWhenTheTopicIsReadAgain() {
        view.isReadUpTo(clock.get());
        clock.addAndGet(2 * MAX_AGE.toNanos());

        view.isReadUpTo(clock.get());

        assertThat(view.isCurrent()).isTrue();
    }

    @Test
    void keepsARevocationWhenAnOlderVersionComes() {
        view.put(facts(2, "lost"));
        view.put(new PlatformFacts(2, Set.of("leaver")));

        view.put(facts(1, "other"));
        view.put(new PlatformFacts(1, Set.of()));

        assertThat(view.find(ACME).orElseThrow().revokedTokens()).containsExactly("lost");
        assertThat(view.isRevoked("leaver")).isTrue();
    }

    @Test
    void knowsRevocationsOnceThePlatformIsRead() {
        view.isReadUpTo(clock.get());
        assertThat(view.knowsRevocations()).isFalse();

        view.put(PlatformFacts.NONE);
        assertThat(view.knowsRevocations()).isTrue();

        clock.addAndGet(MAX_AGE.toNanos() + 1);
        assertThat(view.knowsRevocations()).isFalse();
    }

    private static AccountFacts facts(long version, String revokedToken) {
        return new AccountFacts(
                ACME,
                version,
                "Acme",
                AccountState.ACTIVE,
                List.of(),
                List.of(),
                ZoneId.of("UTC"),
                "en",
                Optional.empty(),
                new AccountFacts.Limits(1, 1),
                Optional.empty(),
                List.of(),
                Set.of(revokedToken));
    }
}
