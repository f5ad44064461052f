package io.sluice.notifier.outbox;

import io.sluice.events.health.HealthProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Whether mails leave the outbox. A mail server that is unavailable shows here, after the first attempt.
@ApplicationScoped
class OutboxReady implements HealthProbe {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final MailStore store;
    private final MailServerState server;

    OutboxReady(MailStore store, MailServerState server) {
        this.store = store;
        this.server = server;
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
        return Duration.ofSeconds(5);
    }

    @Override
    public String run() {
        var wait = store.oldestUnsettled().await().indefinitely();
        var failure = server.failure();
        if (wait.isPresent() && failure.isPresent()) {
            throw new IllegalStateException("the mail server takes no mail: " + failure.get());
        }
        if (wait.filter(age -> age.compareTo(LONGEST_WAIT) > 0).isPresent()) {
            throw new IllegalStateException("the oldest unsent mail has waited for %d s"
                    .formatted(wait.get().toSeconds()));
        }
        return wait.map(age -> "the oldest unsent mail has waited for %d s".formatted(age.toSeconds()))
                .orElse("no mail waits");
    }
}
