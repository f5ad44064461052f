package io.sluice.schema.outbox;

import io.sluice.contracts.event.Topics;
import io.sluice.events.EventPublisher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;

/// Hands the use case its collaborators.
@ApplicationScoped
class AccountChangesBeans {
    @Produces
    @Singleton
    PublishChanges publishChanges(UnpublishedChanges changes, EventPublisher publisher) {
        return new PublishChanges(
                changes,
                changed -> publish(publisher, changed),
                platform -> publisher.publish(Topics.PLATFORM_CHANGED, Topics.PLATFORM, platform));
    }

    private static Uni<Void> publish(EventPublisher publisher, ChangedAccount changed) {
        var kinds = changed.kinds().stream().map(ChangeKind::label).sorted().collect(Collectors.joining(","));
        return publisher.publish(
                Topics.ACCOUNT_CHANGED,
                changed.facts().accountId().value(),
                changed.facts(),
                kinds.isEmpty() ? Map.of() : Map.of(Topics.HEADER_CHANGED, kinds));
    }
}
