package io.sluice.notifier.outbox;

import io.sluice.notifier.letter.Occasion;
import java.time.Instant;

/// A mail that this sender has taken out of the outbox to send it.
///
/// @param createdAt when its event came
/// @param attempt from 1, this one included
public record OutboxMail(Occasion occasion, Instant createdAt, int attempt) {
    MailId id() {
        return MailId.of(occasion);
    }
}
