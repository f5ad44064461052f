package io.sluice.notifier.outbox;

import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.Outcome;
import io.sluice.notifier.mail.MailTrigger;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Puts a mail into the outbox for each batch with refused records from `batch-finished`. A success causes no
/// mail.
@ApplicationScoped
class BatchFinishedConsumer {
    private final MailStore store;

    BatchFinishedConsumer(MailStore store) {
        this.store = store;
    }

    @Incoming("batch-finished")
    Uni<Void> take(BatchFinished finished) {
        return finished.outcome() == Outcome.FAILED
                ? store.put(new MailTrigger.BatchFailed(finished))
                : Uni.createFrom().voidItem();
    }
}
