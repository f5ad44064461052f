package io.sluice.schema.outbox;

import static io.sluice.events.log.LogFields.account;

import io.sluice.contracts.account.PlatformFacts;
import io.sluice.events.EventTooLargeException;
import io.sluice.events.log.Log;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/// Publishes every change of an account and every revocation of a platform token at least once. What is
/// left to publish is read from the accounts themselves, so a failed run loses nothing. An account with too
/// many facts for an event holds up no other.
final class PublishChanges {
    private static final Log LOG = Log.of(PublishChanges.class);
    private static final int BATCH = 200;

    private final UnpublishedChanges changes;
    private final Function<ChangedAccount, Uni<Void>> publisher;
    private final Function<PlatformFacts, Uni<Void>> platformPublisher;
    /// The facts of the platform that Kafka does not take.
    private volatile Optional<Refused> refused = Optional.empty();

    private record Refused(PlatformFacts facts, EventTooLargeException failure) {}

    PublishChanges(
            UnpublishedChanges changes,
            Function<ChangedAccount, Uni<Void>> publisher,
            Function<PlatformFacts, Uni<Void>> platformPublisher) {
        this.changes = changes;
        this.publisher = changed -> publisher
                .apply(changed)
                .onFailure(EventTooLargeException.class)
                .recoverWithUni(refused -> publishClosed(publisher, changed));
        this.platformPublisher = facts -> publishOnce(platformPublisher, facts);
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

    /// The other services would keep the previous facts, and let in a token that was revoked since.
    private static Uni<Void> publishClosed(Function<ChangedAccount, Uni<Void>> publisher, ChangedAccount changed) {
        LOG.error(
                "the facts about an account are larger than Kafka takes; the other services treat it as suspended until it has fewer sources or tokens",
                account(changed.facts().accountId()));
        return publisher.apply(changed.closed());
    }

    /// No shorter form keeps every revoked token out. Some of the tokens expire, so later facts may be fewer.
    private Uni<Void> publishOnce(Function<PlatformFacts, Uni<Void>> publisher, PlatformFacts facts) {
        return refused.filter(last -> last.facts().equals(facts))
                .map(last -> Uni.createFrom().<Void>failure(last.failure()))
                .orElseGet(() -> publisher
                        .apply(facts)
                        .onFailure(EventTooLargeException.class)
                        .invoke(failure -> refused = Optional.of(new Refused(facts, failure))));
    }

    private Uni<Integer> accounts() {
        return changes.publish(BATCH, publisher)
                .chain(published -> published < BATCH
                        ? Uni.createFrom().item(published)
                        : accounts().map(more -> published + more));
    }
}
