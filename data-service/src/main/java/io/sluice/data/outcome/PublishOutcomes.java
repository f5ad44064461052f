package io.sluice.data.outcome;

import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.events.EventTooLargeException;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/// Publishes each outcome at least once. What is left to publish is read from the outcomes themselves, so a
/// failed run loses nothing. An outcome with too much in it for an event gets shorter and holds up no other.
final class PublishOutcomes {
    private static final int BATCH = 100;

    private final UnpublishedOutcomes outcomes;
    private final Function<BatchFinished, Uni<Void>> publisher;

    PublishOutcomes(UnpublishedOutcomes outcomes, Function<BatchFinished, Uni<Void>> publisher) {
        this.outcomes = outcomes;
        this.publisher = publisher;
    }

    /// Publishes until nothing is left; the number of events.
    int all() {
        var all = 0;
        int published;
        do {
            published = outcomes.publish(BATCH, this::publish);
            all += published;
        } while (published == BATCH);
        return all;
    }

    private void publish(List<BatchFinished> some) {
        if (!some.isEmpty()) {
            Uni.join()
                    .all(some.stream().map(this::publish).toList())
                    .andCollectFailures()
                    .await()
                    .indefinitely();
        }
    }

    /// The log has the lines that a shorter outcome lacks.
    private Uni<Void> publish(BatchFinished outcome) {
        return publisher
                .apply(outcome)
                .onFailure(EventTooLargeException.class)
                .recoverWithUni(() -> publisher.apply(with(outcome.sources(), List.of(), outcome)))
                .onFailure(EventTooLargeException.class)
                .recoverWithUni(() -> publisher.apply(with(List.of(), List.of(), outcome)));
    }

    private static BatchFinished with(
            List<BatchFinished.Source> sources, List<BatchLogLine> firstErrors, BatchFinished outcome) {
        return new BatchFinished(
                outcome.batchRef(),
                outcome.accountId(),
                outcome.jobId(),
                outcome.outcome(),
                outcome.totalCount(),
                outcome.succeededCount(),
                outcome.failedCount(),
                sources,
                firstErrors,
                outcome.logKey(),
                outcome.size(),
                outcome.receivedAt(),
                outcome.startedAt(),
                outcome.finishedAt());
    }
}
