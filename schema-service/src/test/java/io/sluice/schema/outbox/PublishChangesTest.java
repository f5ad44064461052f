package io.sluice.schema.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.PlatformFacts;
import io.sluice.events.EventTooLargeException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishChangesTest {
    private final InMemoryChanges changes = new InMemoryChanges();
    private final List<String> published = new ArrayList<>();

    @Test
    void publishesBatchAfterBatchUntilNothingIsLeft() {
        changes.add(450);

        var count = publishAll(this::publish);

        assertThat(count).isEqualTo(450);
        assertThat(published).hasSize(450).doesNotHaveDuplicates();
        assertThat(changes.batches).containsExactly(200, 200, 50);
    }

    @Test
    void publishesNothingWhenAllIsPublished() {
        assertThat(publishAll(this::publish)).isZero();
        assertThat(published).isEmpty();
    }

    @Test
    void publishesThePlatformBeforeTheAccounts() {
        changes.add(1);
        changes.platform = Optional.of(new PlatformFacts(4, Set.of("revoked")));

        assertThat(publishAll(this::publish)).isEqualTo(2);
        assertThat(publishAll(this::publish)).isZero();
        assertThat(published).containsExactly("platform 4", "a0");
    }

    @Test
    void publishesTheAccountsWhenThePlatformFails() {
        changes.add(3);
        changes.platform = Optional.of(new PlatformFacts(4, Set.of("revoked")));
        var publishing = new PublishChanges(
                changes, this::publish, platform -> Uni.createFrom().failure(new IllegalStateException("too large")));

        assertThatIllegalStateException()
                .isThrownBy(() -> publishing.all().await().indefinitely())
                .withMessage("too large");

        assertThat(published).containsExactly("a0", "a1", "a2");
        assertThat(changes.platform).isPresent();
    }

    /// Else it would be an error in the log each second, for as long as the tokens live.
    @Test
    void aPlatformTooLargeForAnEventIsSentAgainOnlyAfterItChanges() {
        var sent = new ArrayList<PlatformFacts>();
        var publishing = new PublishChanges(changes, this::publish, facts -> {
            sent.add(facts);
            return facts.revokedTokens().size() < 2
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom()
                            .failure(new EventTooLargeException(
                                    "platform-changed", "platform", new IOException("2 MB")));
        });
        var many = new PlatformFacts(4, Set.of("revoked", "revoked too"));
        var few = new PlatformFacts(4, Set.of("revoked"));

        changes.platform = Optional.of(many);
        for (int second = 0; second < 3; second++) {
            assertThatExceptionOfType(EventTooLargeException.class)
                    .isThrownBy(() -> publishing.all().await().indefinitely());
        }
        changes.platform = Optional.of(few);
        var published = publishing.all().await().indefinitely();

        assertThat(sent).containsExactly(many, few);
        assertThat(published).isEqualTo(1);
    }

    /// Otherwise the other services would let in its revoked tokens, and hear of no other account's.
    @Test
    void anAccountTooLargeForAnEventIsSuspendedElsewhereAndHoldsUpNoOther() {
        changes.add(3);

        var count = publishAll(changed -> changed.facts().accountId().value().equals("a1")
                        && changed.facts().state() == AccountState.ACTIVE
                ? Uni.createFrom()
                        .failure(new EventTooLargeException("account-changed", "a1", new IllegalStateException("2 MB")))
                : publish(changed));

        assertThat(count).isEqualTo(3);
        assertThat(published).containsExactlyInAnyOrder("a0", "a1 suspended", "a2");
        assertThat(publishAll(this::publish)).isZero();
    }

    @Test
    void publishesAgainWhatFailed() {
        changes.add(3);
        var failing = new AtomicBoolean(true);

        var first = publishChanges(changed -> failing.get()
                        ? Uni.createFrom().failure(new IllegalStateException("no broker"))
                        : publish(changed))
                .all()
                .onFailure()
                .recoverWithItem(-1)
                .await()
                .indefinitely();
        failing.set(false);
        var second = publishAll(this::publish);

        assertThat(first).isEqualTo(-1);
        assertThat(second).isEqualTo(3);
        assertThat(published).hasSize(3);
    }

    private Uni<Void> publish(ChangedAccount changed) {
        var suspended = changed.facts().state() == AccountState.SUSPENDED ? " suspended" : "";
        published.add(changed.facts().accountId().value() + suspended);
        return Uni.createFrom().voidItem();
    }

    private int publishAll(Function<ChangedAccount, Uni<Void>> publisher) {
        return publishChanges(publisher).all().await().indefinitely();
    }

    private PublishChanges publishChanges(Function<ChangedAccount, Uni<Void>> publisher) {
        return new PublishChanges(changes, publisher, platform -> {
            published.add("platform " + platform.version());
            return Uni.createFrom().voidItem();
        });
    }

    /// Keeps changed accounts in memory until their publication succeeds.
    private static final class InMemoryChanges implements UnpublishedChanges {
        private final ArrayDeque<ChangedAccount> waiting = new ArrayDeque<>();
        private final List<Integer> batches = new ArrayList<>();
        private Optional<PlatformFacts> platform = Optional.empty();

        void add(int count) {
            IntStream.range(0, count).forEach(i -> waiting.add(changed("a" + i)));
        }

        @Override
        public Uni<Integer> publish(int limit, Function<ChangedAccount, Uni<Void>> publisher) {
            var batch = waiting.stream().limit(limit).toList();
            if (batch.isEmpty()) {
                return Uni.createFrom().item(0);
            }
            batches.add(batch.size());
            return Uni.join()
                    .all(batch.stream().map(publisher).toList())
                    .andFailFast()
                    .map(done -> {
                        waiting.removeAll(batch);
                        return batch.size();
                    });
        }

        @Override
        public Uni<Integer> publishPlatform(Function<PlatformFacts, Uni<Void>> publisher) {
            return platform.map(facts -> publisher.apply(facts).map(done -> {
                        platform = Optional.empty();
                        return 1;
                    }))
                    .orElseGet(() -> Uni.createFrom().item(0));
        }

        private static ChangedAccount changed(String accountId) {
            return new ChangedAccount(
                    new AccountFacts(
                            new AccountId(accountId),
                            1,
                            "Acme Retail",
                            AccountState.ACTIVE,
                            List.of(),
                            List.of(),
                            ZoneId.of("UTC"),
                            "en",
                            Optional.empty(),
                            new AccountFacts.Limits(5_000, 1_000),
                            Optional.empty(),
                            List.of(),
                            Set.of()),
                    Set.of(ChangeKind.ACCOUNT));
        }
    }
}
