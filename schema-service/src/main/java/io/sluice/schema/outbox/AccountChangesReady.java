package io.sluice.schema.outbox;

import io.sluice.events.health.HealthProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Whether changes of accounts, such as revocations, reach the other services.
@ApplicationScoped
class AccountChangesReady implements HealthProbe {
    /// Longer than a publication that fails once and is tried again.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final AccountChangesSchedule schedule;

    AccountChangesReady(AccountChangesSchedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public String name() {
        return "account changes";
    }

    @Override
    public Effect effect() {
        return Effect.DEGRADED;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(3);
    }

    @Override
    public String run() {
        var age = schedule.sinceAllWasPublished();
        if (age.compareTo(LONGEST) > 0) {
            throw new IllegalStateException("changes of the last %d s may be unpublished".formatted(age.toSeconds()));
        }
        return "all changes were published %d s ago".formatted(age.toSeconds());
    }
}
