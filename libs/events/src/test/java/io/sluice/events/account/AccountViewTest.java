package io.sluice.events.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.PlatformFacts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccountViewTest {
    private static final Duration MAX_AGE = Duration.ofSeconds(60);

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
    void knowsRevocationsOnceThePlatformIsRead() {
        view.isReadUpTo(clock.get());
        assertThat(view.knowsRevocations()).isFalse();

        view.put(PlatformFacts.NONE);
        assertThat(view.knowsRevocations()).isTrue();

        clock.addAndGet(MAX_AGE.toNanos() + 1);
        assertThat(view.knowsRevocations()).isFalse();
    }
}
