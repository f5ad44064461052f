package io.sluice.devstack.stack;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Renews the tokens of a running stack once an hour, long before they expire.
final class RenewTokens implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RenewTokens.class.getName());
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Runnable renewal;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("renew-tokens").factory());

    RenewTokens(Runnable renewal) {
        this.renewal = renewal;
    }

    RenewTokens start() {
        var _ = clock.scheduleWithFixedDelay(
                this::renew, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /// An exception would end the schedule.
    private void renew() {
        try {
            renewal.run();
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.WARNING, "the tokens are not renewed, tried again in an hour", failure);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
