package io.sluice.notifier.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/// The mails that are to be sent, one for each occasion.
public interface Outbox {
    /// Takes the mail that is due the longest, so that no other sender takes it before the lease ends.
    Uni<Optional<OutboxMail>> take(Duration lease);

    /// Records what became of a taken mail; waits as long as the database is away.
    Uni<Void> settle(OutboxMail mail, Settlement settlement);
}
