package io.sluice.schema.outbox;

import io.sluice.contracts.account.PlatformFacts;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/// Publishes every change of an account and every revocation of a platform token at least once. What is
/// left to publish is read from the accounts themselves, so a failed run loses nothing.
final class PublishChanges {
    private static final int BATCH = 200;

    private final UnpublishedChanges changes;
    private final Function<ChangedAccount, Uni<Void>> publisher;
    private final Function<PlatformFacts, Uni<Void>> platformPublisher;

    PublishChanges(
            UnpublishedChanges changes,
            Function<ChangedAccount, Uni<Void>> publisher,
            Function<PlatformFacts, Uni<Void>> platformPublisher) {
        this.changes = changes;
        this.publisher = publisher;
        this.platformPublisher = platformPublisher;
    }

    /// Publishes until nothing is left; the number of events. The accounts do not wait for a platform whose
    /// publication fails.
    Uni<Integer> all() {
        return Uni.combine()
                .all()
                .unis(
                        changes.publishPlatform(platformPublisher),
                        Uni.createFrom().deferred(this::accounts))
                .usingConcurrencyOf(1)
                .collectFailures()
                .with(Integer::sum);
    }

    private Uni<Integer> accounts() {
        return changes.publish(BATCH, publisher)
                .chain(published -> published < BATCH
                        ? Uni.createFrom().item(published)
                        : accounts().map(more -> published + more));
    }
}
