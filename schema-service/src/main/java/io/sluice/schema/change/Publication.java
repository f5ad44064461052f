package io.sluice.schema.change;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.sluice.contracts.account.AccountId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/// Whether the changes so far are published. It waits a little, because a publication takes milliseconds
/// while Kafka answers.
@ApplicationScoped
public class Publication {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int LOOKS = 40;

    /// False when Kafka does not take them within 2 s.
    public Uni<Boolean> of(AccountId account) {
        return isReached(
                () -> count("select count(*) from AccountRow where accountId = '%s' and announcedVersion < version"
                        .formatted(account)));
    }

    /// As [#of], for the tokens of administrators and services.
    public Uni<Boolean> ofPlatform() {
        return isReached(() -> count("select count(*) from PlatformRow where announcedVersion < version"));
    }

    private static Uni<Boolean> isReached(Supplier<Uni<Long>> unpublished) {
        return Uni.createFrom()
                .deferred(() -> look(unpublished, LOOKS))
                .onFailure()
                .recoverWithItem(false);
    }

    /// Each look is on the request's own context, as Hibernate needs it.
    private static Uni<Boolean> look(Supplier<Uni<Long>> unpublished, int looks) {
        var context = MutinyHelper.executor(Vertx.currentContext());
        return unpublished.get().chain(left -> {
            if (left == 0 || looks == 1) {
                return Uni.createFrom().item(left == 0);
            }
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(PAUSE)
                    .emitOn(context)
                    .chain(() -> look(unpublished, looks - 1));
        });
    }

    private static Uni<Long> count(String query) {
        return AccountChanges.inSession(() -> Panache.getSession()
                .chain(session ->
                        session.createSelectionQuery(query, Long.class).getSingleResult()));
    }
}
