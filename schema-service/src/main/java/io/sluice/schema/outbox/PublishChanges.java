package io.sluice.schema.outbox;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/// Publishes every change of an account at least once. What is left to publish is read from the accounts
/// themselves, so a failed run loses nothing.
final class PublishChanges {
    private static final int BATCH = 200;

    private final UnpublishedChanges changes;
    private final Function<ChangedAccount, Uni<Void>> publisher;

    PublishChanges(UnpublishedChanges changes, Function<ChangedAccount, Uni<Void>> publisher) {
        this.changes = changes;
        this.publisher = publisher;
    }

    /// Publishes until nothing is left; the number of accounts published.
    Uni<Integer> all() {
        return changes.publish(BATCH, publisher)
                .chain(published ->
                        published < BATCH ? Uni.createFrom().item(published) : all().map(more -> published + more));
    }
}
