package io.sluice.notifier.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/// Shows how many mails wait to be sent (`sluice.mails.unsettled`).
@ApplicationScoped
class OutboxMetrics {
    private static final Log LOG = Log.of(OutboxMetrics.class);

    private final MailStore store;
    private final AtomicLong unsettled;

    OutboxMetrics(MailStore store, MeterRegistry metrics) {
        this.store = store;
        this.unsettled = metrics.gauge("sluice.mails.unsettled", new AtomicLong());
    }

    @Scheduled(every = "15s")
    Uni<Void> count() {
        return store.unsettled()
                .invoke(counts -> unsettled.set(
                        counts.values().stream().mapToLong(Long::longValue).sum()))
                .onFailure()
                .invoke(unavailable -> LOG.debug("mails in the outbox cannot be counted", LogFields.cause(unavailable)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
