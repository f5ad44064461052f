package io.sluice.data.outcome;

import io.sluice.contracts.event.Topics;
import io.sluice.events.EventPublisher;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the use case of this package.
final class OutcomeBeans {
    @Produces
    @Singleton
    PublishOutcomes publishOutcomes(OutcomeStore outcomes, EventPublisher events) {
        return new PublishOutcomes(
                outcomes,
                outcome -> events.publish(
                        Topics.BATCH_FINISHED, outcome.accountId().value(), outcome));
    }
}
