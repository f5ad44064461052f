package io.sluice.data.outcome;

import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.Topics;
import io.sluice.events.EventPublisher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/// Makes the use case of this package.
final class OutcomeBeans {
    @Produces
    @Singleton
    PublishOutcomes publishOutcomes(OutcomeStore outcomes, EventPublisher events) {
        return new PublishOutcomes(outcomes, all -> publish(events, all));
    }

    private static void publish(EventPublisher events, List<BatchFinished> outcomes) {
        if (!outcomes.isEmpty()) {
            Uni.join()
                    .all(outcomes.stream()
                            .map(outcome -> events.publish(
                                    Topics.BATCH_FINISHED, outcome.accountId().value(), outcome))
                            .toList())
                    .andCollectFailures()
                    .await()
                    .indefinitely();
        }
    }
}
