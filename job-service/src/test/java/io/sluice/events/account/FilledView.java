package io.sluice.events.account;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.PlatformFacts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A view that knows what it is given, as if the topics had said so. It is current for a minute.
public final class FilledView {
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final AtomicLong clock = new AtomicLong();
    private final AccountView view = new AccountView(MAX_AGE, clock::get);

    public FilledView(AccountFacts account, PlatformFacts platform) {
        view.put(account);
        view.put(platform);
        view.isReadUpTo(clock.get());
    }

    public AccountView view() {
        return view;
    }

    /// The topics were last read to their ends more than a minute ago.
    public void becomesTooOld() {
        clock.addAndGet(MAX_AGE.toNanos() + 1);
    }

    /// The newest facts of the platform cannot be read.
    public void forgetsRevocations() {
        view.forgetRevocations();
    }
}
