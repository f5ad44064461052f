package io.sluice.notifier.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.database.TableSchedule;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Sends the due mails of the outbox, every second. A stop waits for the mail in delivery.
@Singleton
class MailSchedule extends TableSchedule {
    private static final Duration LONGEST_END = Duration.ofSeconds(15);

    MailSchedule(SendMails sendMails, MailServerState server, MailConfig config, MeterRegistry metrics) {
        super(
                "mails",
                config.every(),
                new SendDueMails(
                        sendMails,
                        server,
                        outcome -> metrics.counter("sluice.mails", "outcome", outcome)
                                .increment())::all);
    }

    @Override
    protected Duration longestEnd() {
        return LONGEST_END;
    }
}
