package io.sluice.schema.outbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.sluice.contracts.account.PlatformFacts;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Finds what is left to publish in PostgreSQL.
///
/// A transaction lock lets one instance at a time publish, so that an older state never follows a newer one
/// on the topic. No row is locked: accounts change while Kafka does not answer.
@ApplicationScoped
class UnpublishedChangesStore implements UnpublishedChanges {
    private static final long LOCK = 0x736c75696365L;
    private static final long PLATFORM_LOCK = LOCK + 1;

    /// One statement, so that the facts are of one moment.
    private static final String UNPUBLISHED_PLATFORM = """
            select p.version as version,
              (select array_agg(t.tokenId) within group (order by t.tokenId) from PlatformTokenRow t
                where t.revokedAt is not null and t.expiresAt > instant - %d second) as revoked
              from PlatformRow p where p.announcedVersion < p.version
            """.formatted(Revocations.KEPT_AFTER_EXPIRY.toSeconds());

    private final Vertx vertx;

    UnpublishedChangesStore(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Uni<Integer> publish(int limit, Function<ChangedAccount, Uni<Void>> publisher) {
        return alone(LOCK, (session, context) -> publish(session, limit, publisher, context));
    }

    @Override
    public Uni<Integer> publishPlatform(Function<PlatformFacts, Uni<Void>> publisher) {
        return alone(PLATFORM_LOCK, (session, context) -> publishPlatform(session, publisher, context));
    }

    private Uni<Integer> alone(long lock, BiFunction<Mutiny.Session, Executor, Uni<Integer>> work) {
        var context = ownContext();
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(() -> Panache.getSession()
                        .chain(session -> lock(session, lock)
                                .chain(locked -> locked
                                        ? work.apply(session, context)
                                        : Uni.createFrom().item(0)))))
                .runSubscriptionOn(context);
    }

    /// A session stays on its thread and its Vert.x context. The request that wakes the publication may
    /// open another session on its own context, and Kafka answers on another thread.
    private Executor ownContext() {
        var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        return task -> context.runOnContext(started -> task.run());
    }

    private static Uni<Boolean> lock(Mutiny.Session session, long lock) {
        return session.createNativeQuery("select pg_try_advisory_xact_lock(?1)", Boolean.class)
                .setParameter(1, lock)
                .getSingleResult();
    }

    private static Uni<Integer> publish(
            Mutiny.Session session, int limit, Function<ChangedAccount, Uni<Void>> publisher, Executor context) {
        return session.createSelectionQuery(UnpublishedRow.QUERY, Tuple.class)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new UnpublishedRow(row).changed())
                        .toList())
                .chain(unpublished -> unpublished.isEmpty()
                        ? Uni.createFrom().item(0)
                        : Uni.join()
                                .all(unpublished.stream().map(publisher).toList())
                                .andFailFast()
                                .emitOn(context)
                                .chain(() -> remember(session, unpublished))
                                .replaceWith(unpublished.size()));
    }

    private static Uni<Integer> publishPlatform(
            Mutiny.Session session, Function<PlatformFacts, Uni<Void>> publisher, Executor context) {
        return session.createSelectionQuery(UNPUBLISHED_PLATFORM, Tuple.class)
                .getSingleResultOrNull()
                .chain(row -> row == null
                        ? Uni.createFrom().item(0)
                        : publisher
                                .apply(platform(row))
                                .emitOn(context)
                                .chain(() -> session.createMutationQuery("update PlatformRow set announcedVersion = ?1")
                                        .setParameter(1, row.get("version", Long.class))
                                        .executeUpdate())
                                .replaceWith(1));
    }

    /// An array without an element is null.
    private static PlatformFacts platform(Tuple row) {
        String @Nullable [] revoked = row.get("revoked", String[].class);
        return new PlatformFacts(row.get("version", Long.class), revoked == null ? Set.of() : Set.of(revoked));
    }

    /// One step for all accounts with the same version; when many accounts change at once, most are new.
    private static Uni<Void> remember(Mutiny.Session session, List<ChangedAccount> published) {
        var accountsByVersion = published.stream()
                .collect(groupingBy(
                        changed -> changed.facts().version(),
                        mapping(changed -> changed.facts().accountId().value(), toList())));
        return Multi.createFrom()
                .iterable(accountsByVersion.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> remember(session, entry.getKey(), entry.getValue()))
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Integer> remember(Mutiny.Session session, long version, List<String> accounts) {
        return session.createMutationQuery(
                        "update AccountRow set announcedVersion = ?1, announcedFormVersion = ?1, announcedForm = ?3 where accountId in ?2")
                .setParameter(1, version)
                .setParameter(2, accounts)
                .setParameter(3, UnpublishedRow.FORM)
                .executeUpdate()
                .chain(() -> session.createMutationQuery(
                                "delete from AccountChangeRow where accountId in ?2 and version <= ?1")
                        .setParameter(1, version)
                        .setParameter(2, accounts)
                        .executeUpdate());
    }
}
