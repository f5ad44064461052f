package io.sluice.data.outcome;

import io.sluice.contracts.event.BatchFinished;
import java.util.List;
import java.util.function.Consumer;

/// Publishes each outcome at least once. What is left to publish is read from the outcomes themselves, so a
/// failed run loses nothing.
final class PublishOutcomes {
    private static final int BATCH = 100;

    private final UnpublishedOutcomes outcomes;
    private final Consumer<List<BatchFinished>> publisher;

    PublishOutcomes(UnpublishedOutcomes outcomes, Consumer<List<BatchFinished>> publisher) {
        this.outcomes = outcomes;
        this.publisher = publisher;
    }

    /// Publishes until nothing is left; the number of events.
    int all() {
        var all = 0;
        int published;
        do {
            published = outcomes.publish(BATCH, publisher);
            all += published;
        } while (published == BATCH);
        return all;
    }
}
