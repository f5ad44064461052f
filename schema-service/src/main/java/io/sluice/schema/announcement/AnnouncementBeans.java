package io.sluice.schema.announcement;

import io.sluice.contracts.event.Topics;
import io.sluice.events.EventPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Hands the use case its collaborators.
@ApplicationScoped
class AnnouncementBeans {
    @Produces
    @Singleton
    AnnounceAccounts announceAccounts(AnnouncementQueue queue, EventPublisher publisher) {
        return new AnnounceAccounts(
                queue,
                facts -> publisher.publish(
                        Topics.ACCOUNT_CHANGED, facts.accountId().value(), facts));
    }
}
