package io.sluice.job.history;

import io.sluice.events.health.ConsumedProbe;
import io.sluice.events.health.HealthProbe;
import java.time.Duration;

/// Whether what is recorded of batches is new: a batch's client reads its job's id elsewhere, from the same
/// events.
public final class BatchNews implements HealthProbe {
    private final ConsumedProbe consumed;
    private final Duration timeout;

    BatchNews(ConsumedProbe consumed, Duration timeout) {
        this.consumed = consumed;
        this.timeout = timeout;
    }

    boolean isLate() {
        return !consumed.isUpToDateWithin(timeout);
    }

    @Override
    public String name() {
        return consumed.name();
    }

    @Override
    public Effect effect() {
        return consumed.effect();
    }

    @Override
    public Duration every() {
        return consumed.every();
    }

    @Override
    public String run() throws Exception {
        return consumed.run();
    }

    void close() {
        consumed.close();
    }
}
