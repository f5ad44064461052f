package io.sluice.schema.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.event.Topics;
import io.sluice.events.EventPublisher;
import io.sluice.events.EventTooLargeException;
import io.sluice.schema.Api;
import io.sluice.schema.RealParts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class UnpublishedChangesStoreIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Inject
    UnpublishedChanges changes;

    @Inject
    Pool database;

    @Inject
    EventPublisher events;

    private final Map<String, Long> published = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> broker = new CompletableFuture<>();
    private CompletableFuture<Integer> publication = CompletableFuture.completedFuture(0);
    private String account = "";

    @BeforeEach
    void makeAccount() {
        account = Api.newAccount();
    }

    @Test
    void publishesInOneInstanceAtATime() {
        var first = publishWhileTheBrokerDoesNotAnswer();

        var second = publish(this::atOnce);

        assertThat(second).succeedsWithin(TIMEOUT).isEqualTo(0);
        broker.complete(null);
        assertThat(first).succeedsWithin(TIMEOUT);
        assertThat(unpublishedVersions()).isZero();
    }

    @Test
    void letsAccountsChangeWhileTheBrokerDoesNotAnswer() {
        var first = publishWhileTheBrokerDoesNotAnswer();
        var version = published.getOrDefault(account, 0L);

        changeAccount();
        broker.complete(null);

        assertThat(first).succeedsWithin(TIMEOUT);
        assertThat(unpublishedVersions()).isEqualTo(1);
        assertThat(publish(this::atOnce)).succeedsWithin(TIMEOUT);
        assertThat(published).containsEntry(account, version + 1);
        assertThat(unpublishedVersions()).isZero();
    }

    @Test
    void keepsAChangeWhosePublicationFailed() {
        var first = publishWhileTheBrokerDoesNotAnswer();

        broker.completeExceptionally(new IllegalStateException("no broker"));

        assertThat(first).failsWithin(TIMEOUT);
        assertThat(unpublishedVersions()).isPositive();
        assertThat(publish(this::atOnce)).succeedsWithin(TIMEOUT);
        assertThat(unpublishedVersions()).isZero();
    }

    @Test
    void anEventThatTheBrokerNeverTakesFailsForGood() {
        var event = "x".repeat(1_000_000);

        var sent = events.publish(Topics.ACCOUNT_CHANGED, account, event).subscribeAsCompletionStage();

        assertThat(sent)
                .failsWithin(TIMEOUT)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(EventTooLargeException.class)
                .withMessageContaining(
                        "an event on account-changed about %s is larger than Kafka takes".formatted(account));
    }

    /// Returns when a change of the account is with the broker. The service's own publication may be faster;
    /// then the account changes once more.
    private CompletableFuture<Integer> publishWhileTheBrokerDoesNotAnswer() {
        await().until(() -> {
            if (publication.isDone()) {
                changeAccount();
                publication = publish(
                        changed -> atOnce(changed).chain(() -> Uni.createFrom().completionStage(broker)));
            }
            return published.containsKey(account);
        });
        return publication;
    }

    private CompletableFuture<Integer> publish(Function<ChangedAccount, Uni<Void>> publisher) {
        return changes.publish(10, publisher).subscribeAsCompletionStage();
    }

    private Uni<Void> atOnce(ChangedAccount changed) {
        published.put(changed.facts().accountId().value(), changed.facts().version());
        return Uni.createFrom().voidItem();
    }

    /// By SQL, because a change through the API would wake the service's own publication.
    private void changeAccount() {
        database.preparedQuery("update accounts set version = version + 1 where accuid = $1")
                .execute(Tuple.of(account))
                .await()
                .atMost(TIMEOUT);
    }

    private long unpublishedVersions() {
        return database.preparedQuery("select version - announced_version from accounts where accuid = $1")
                .execute(Tuple.of(account))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(TIMEOUT);
    }
}
