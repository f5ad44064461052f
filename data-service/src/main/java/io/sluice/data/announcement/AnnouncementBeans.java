package io.sluice.data.announcement;

import io.sluice.contracts.event.Topics;
import io.sluice.events.EventPublisher;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the use case of this package.
final class AnnouncementBeans {
    @Produces
    @Singleton
    PublishReplacedDays publishReplacedDays(UnannouncedDays days, EventPublisher events) {
        return new PublishReplacedDays(
                days,
                change -> events.publish(Topics.DATA_SET_REPLACED, change.job().key(), change));
    }
}
