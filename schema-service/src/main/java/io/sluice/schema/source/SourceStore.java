package io.sluice.schema.source;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.schema.change.AccountChanges;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Sources and the versions of their schemas in PostgreSQL.
///
/// A change first holds the account's row, then the source's: two changes at once take turns, so no version
/// is made twice.
@ApplicationScoped
class SourceStore implements Sources, PanacheRepositoryBase<SourceRow, Long> {
    private static final String WITH_VERSION =
            "select s, v from SourceRow s join SourceVersionRow v on v.sourceId = s.sourceId where s.accountId = ?1 ";

    private final AccountChanges changes;

    SourceStore(AccountChanges changes) {
        this.changes = changes;
    }

    private record Found(SourceRow row, SourceVersionRow version) {
        static Found of(Object[] pair) {
            return new Found((SourceRow) pair[0], (SourceVersionRow) pair[1]);
        }

        Source source() {
            return version.source(row);
        }
    }

    @Override
    public Uni<Source> put(AccountId account, SourceType type, Function<Optional<Source>, Source> decide) {
        return changes.inTransaction(() -> changes.touch(account)
                .chain(() -> present(account, type))
                .chain(found -> {
                    var decided = decide.apply(found.map(Found::source));
                    return found.isPresent()
                            ? store(found.get(), decided).replaceWith(decided)
                            : persistAndFlush(row(account, decided))
                                    .chain(row -> persistVersion(row, decided))
                                    .replaceWith(decided);
                }));
    }

    @Override
    public Uni<Optional<Source>> change(AccountId account, SourceType type, UnaryOperator<Source> change) {
        return changes.inTransaction(() -> changes.touch(account)
                .chain(() -> present(account, type))
                .chain(found -> {
                    if (found.isEmpty()) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                    var after = change.apply(found.get().source());
                    return store(found.get(), after).replaceWith(Optional.of(after));
                }));
    }

    @Override
    public Uni<Optional<Source>> one(AccountId account, SourceType type) {
        return reading(account, session -> present(session, account, type)).map(found -> found.map(Found::source));
    }

    @Override
    public Uni<Optional<Source>> at(AccountId account, SourceType type, int version) {
        return reading(
                        account,
                        session -> session.createQuery(
                                        WITH_VERSION + "and s.sourceType = ?2 and v.version = ?3", Object[].class)
                                .setParameter(1, account.value())
                                .setParameter(2, type.value())
                                .setParameter(3, version)
                                .getSingleResultOrNull())
                .map(SourceStore::source);
    }

    @Override
    public Uni<List<Source>> all(AccountId account) {
        return reading(
                        account,
                        session -> session.createQuery(
                                        WITH_VERSION + "and v.version = s.version order by s.sourceType",
                                        Object[].class)
                                .setParameter(1, account.value())
                                .getResultList())
                .map(SourceStore::sources);
    }

    @Override
    public Uni<List<Source>> versions(AccountId account, SourceType type, int from, int limit) {
        return reading(
                        account,
                        session -> session.createQuery(
                                        WITH_VERSION
                                                + "and s.sourceType = ?2 and v.version <= ?3 order by v.version desc",
                                        Object[].class)
                                .setParameter(1, account.value())
                                .setParameter(2, type.value())
                                .setParameter(3, from)
                                .setMaxResults(limit)
                                .getResultList())
                .map(SourceStore::sources);
    }

    private <T> Uni<T> reading(AccountId account, Function<Mutiny.Session, Uni<T>> query) {
        return Panache.withSession(
                () -> changes.mustExist(account).chain(Panache::getSession).chain(query::apply));
    }

    /// Holds the source's row until the transaction ends.
    private Uni<Optional<Found>> present(AccountId account, SourceType type) {
        return find("accountId = ?1 and sourceType = ?2", account.value(), type.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .chain(Panache::getSession)
                .chain(session -> present(session, account, type));
    }

    private static Uni<Optional<Found>> present(Mutiny.Session session, AccountId account, SourceType type) {
        return session.createQuery(WITH_VERSION + "and s.sourceType = ?2 and v.version = s.version", Object[].class)
                .setParameter(1, account.value())
                .setParameter(2, type.value())
                .getSingleResultOrNull()
                .map(pair -> Optional.ofNullable(pair).map(Found::of));
    }

    private static Uni<Void> store(Found found, Source after) {
        found.row().retired = after.retired();
        if (after.version() == found.row().version) {
            return Uni.createFrom().voidItem();
        }
        found.row().version = after.version();
        return persistVersion(found.row(), after);
    }

    private static Uni<Void> persistVersion(SourceRow row, Source source) {
        return Panache.getSession().chain(session -> session.persist(SourceVersionRow.of(row.sourceId, source)));
    }

    private static SourceRow row(AccountId account, Source source) {
        var row = new SourceRow();
        row.accountId = account.value();
        row.sourceType = source.sourceType().value();
        row.retired = source.retired();
        row.version = source.version();
        row.createdAt = source.createdAt();
        row.createdBy = source.createdBy();
        return row;
    }

    private static Optional<Source> source(Object @Nullable [] pair) {
        return Optional.ofNullable(pair).map(Found::of).map(Found::source);
    }

    private static List<Source> sources(List<Object[]> pairs) {
        return pairs.stream().map(pair -> Found.of(pair).source()).toList();
    }
}
