package io.sluice.batch.announcement;

import io.sluice.contracts.event.Topics;
import io.sluice.events.EventPublisher;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the use case of this package.
final class AnnouncementBeans {
    @Produces
    @Singleton
    PublishUnannounced publishUnannounced(Unannounced unannounced, EventPublisher publisher) {
        return new PublishUnannounced(
                unannounced,
                batch -> publisher.publish(
                        Topics.BATCH_RECEIVED, batch.accountId().value(), batch),
                traffic -> publisher.publish(
                        Topics.BATCH_TRAFFIC_MEASURED, traffic.accountId().value(), traffic));
    }
}
