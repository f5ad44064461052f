package io.sluice.notifier.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/// The mails to send, one for each trigger.
public interface Outbox {
    /// Takes the mail that has been due longest of the account whose turn it is. No other sender takes it
    /// before the lease ends.
    Uni<Optional<OutboxMail>> take(Duration lease);

    /// Records the result for a taken mail; retries while the database is unavailable.
    Uni<Void> record(OutboxMail mail, SendResult result);
}
