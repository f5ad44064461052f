package io.sluice.notifier.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.database.TableSchedule;
import io.sluice.threads.SupervisedThread.Work;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Shows how many mails wait to be sent (`sluice.mails.unsettled`).
@Singleton
class OutboxMetrics extends TableSchedule {
    OutboxMetrics(MailStore store, MeterRegistry metrics) {
        super(
                "unsettled-mails",
                Duration.ofSeconds(15),
                count(store, metrics.gauge("sluice.mails.unsettled", new AtomicLong())));
    }

    private static Work count(MailStore store, AtomicLong unsettled) {
        return () -> unsettled.set(store.unsettled().await().indefinitely());
    }
}
