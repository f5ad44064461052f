package io.sluice.notifier.outbox;

import io.sluice.events.health.HealthProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Whether mails leave the outbox. A mail server that is unavailable shows here.
@ApplicationScoped
class OutboxReady implements HealthProbe {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final MailStore store;

    OutboxReady(MailStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "mails";
    }

    @Override
    public Effect effect() {
        return Effect.DEGRADED;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(15);
    }

    @Override
    public String run() {
        var wait = store.oldestUnsettled().await().indefinitely();
        if (wait.filter(age -> age.compareTo(LONGEST_WAIT) > 0).isPresent()) {
            throw new IllegalStateException("the oldest unsent mail has waited for %d s"
                    .formatted(wait.get().toSeconds()));
        }
        return wait.map(age -> "the oldest unsent mail has waited for %d s".formatted(age.toSeconds()))
                .orElse("no mail waits");
    }
}
