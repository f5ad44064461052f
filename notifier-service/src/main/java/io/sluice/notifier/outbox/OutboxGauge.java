package io.sluice.notifier.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Shows how many mails wait to be sent (`sluice.mails.unsettled`).
@ApplicationScoped
class OutboxGauge {
    private static final Logger LOG = Logger.getLogger(OutboxGauge.class);

    private final MailStore store;
    private final AtomicLong unsettled;

    OutboxGauge(MailStore store, MeterRegistry metrics) {
        this.store = store;
        this.unsettled = metrics.gauge("sluice.mails.unsettled", new AtomicLong());
    }

    @Scheduled(every = "15s")
    Uni<Void> count() {
        return store.unsettled()
                .invoke(counts -> unsettled.set(
                        counts.values().stream().mapToLong(Long::longValue).sum()))
                .onFailure()
                .invoke(unavailable ->
                        LOG.debugf("mails in the outbox cannot be counted: cause=%s", unavailable.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
