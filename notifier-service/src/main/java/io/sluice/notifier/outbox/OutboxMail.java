package io.sluice.notifier.outbox;

import io.sluice.notifier.mail.MailTrigger;
import java.time.Instant;

/// A mail that a sender has taken from the outbox to send it.
///
/// @param createdAt when its event was received
/// @param attempt from 1, this one included
public record OutboxMail(MailTrigger trigger, Instant createdAt, int attempt) {
    MailId id() {
        return MailId.of(trigger);
    }
}
