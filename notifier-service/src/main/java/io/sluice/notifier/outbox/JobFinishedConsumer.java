package io.sluice.notifier.outbox;

import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.Outcome;
import io.sluice.notifier.mail.MailTrigger;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Puts a mail into the outbox for each failed job from `job-finished`. A success causes no mail.
@ApplicationScoped
class JobFinishedConsumer {
    private final MailStore store;

    JobFinishedConsumer(MailStore store) {
        this.store = store;
    }

    @Incoming("job-finished")
    Uni<Void> take(JobFinished finished) {
        return finished.validated().outcome() == Outcome.FAILED
                ? store.put(new MailTrigger.JobFailed(finished))
                : Uni.createFrom().voidItem();
    }
}
