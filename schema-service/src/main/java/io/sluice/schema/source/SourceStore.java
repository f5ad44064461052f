package io.sluice.schema.source;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.schema.change.AccountChanges;
import io.sluice.schema.outbox.ChangeKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/// Sources and the versions of their schemas in PostgreSQL.
///
/// A change locks the account's row, then the source's: changes take turns, and each makes its own version.
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
    public Uni<SourceCreation> create(
            AccountId account, SourceType type, Function<Optional<Source>, SourceCreation> decide) {
        return changes.inTransactionOf(
                account,
                new SourceCreation.UnknownAccount(),
                () -> current(account, type).chain(found -> {
                    var decided = decide.apply(found.map(Found::source));
                    return decided instanceof SourceCreation.Created(Source source)
                            ? (found.isPresent() ? store(found.get(), source) : add(account, source))
                                    .chain(() -> changes.record(account, ChangeKind.SOURCE))
                                    .replaceWith(decided)
                            : Uni.createFrom().item(decided);
                }));
    }

    @Override
    public Uni<SourceChange> change(AccountId account, SourceType type, Function<Source, SourceChange> decide) {
        return changes.inTransactionOf(
                account,
                new SourceChange.UnknownAccount(),
                () -> current(account, type).chain(found -> {
                    if (found.isEmpty()) {
                        return Uni.createFrom().item(new SourceChange.UnknownSource());
                    }
                    var before = found.get().source();
                    var decided = decide.apply(before);
                    return decided instanceof SourceChange.Changed(Source after) && !after.equals(before)
                            ? store(found.get(), after)
                                    .chain(() -> changes.record(account, ChangeKind.SOURCE))
                                    .replaceWith(decided)
                            : Uni.createFrom().item(decided);
                }));
    }

    /// Stores that a source takes no more files; changes nothing when it is retired already.
    Uni<SourceRetirement> retire(AccountId account, SourceType type) {
        return changes.inTransactionOf(
                account,
                SourceRetirement.UNKNOWN_ACCOUNT,
                () -> current(account, type).chain(found -> {
                    if (found.isEmpty()) {
                        return Uni.createFrom().item(SourceRetirement.UNKNOWN_SOURCE);
                    }
                    if (found.get().row().retired) {
                        return Uni.createFrom().item(SourceRetirement.RETIRED);
                    }
                    found.get().row().retired = true;
                    return changes.record(account, ChangeKind.SOURCE).replaceWith(SourceRetirement.RETIRED);
                }));
    }

    Uni<SourceSearch> one(AccountId account, SourceType type) {
        return reading(account, session -> current(session, account, type)).map(SourceStore::search);
    }

    Uni<SourceSearch> at(AccountId account, SourceType type, int version) {
        return reading(
                        account,
                        session -> session.createQuery(
                                        WITH_VERSION + "and s.sourceType = ?2 and v.version = ?3", Object[].class)
                                .setParameter(1, account.value())
                                .setParameter(2, type.value())
                                .setParameter(3, version)
                                .getSingleResultOrNull()
                                .map(pair -> Optional.ofNullable(pair).map(Found::of)))
                .map(SourceStore::search);
    }

    /// In order of their types; empty when there is no such account.
    Uni<Optional<List<Source>>> all(AccountId account) {
        return reading(
                        account,
                        session -> session.createQuery(
                                        WITH_VERSION + "and v.version = s.version order by s.sourceType",
                                        Object[].class)
                                .setParameter(1, account.value())
                                .getResultList())
                .map(found -> found.map(SourceStore::sources));
    }

    /// Newest first, from the given version down.
    ///
    /// @return empty when there is no such account, an empty list when there is no such source
    Uni<Optional<List<Source>>> versions(AccountId account, SourceType type, int from, int limit) {
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
                .map(found -> found.map(SourceStore::sources));
    }

    private <T> Uni<Optional<T>> reading(AccountId account, Function<Mutiny.Session, Uni<T>> query) {
        return changes.read(account, () -> Panache.getSession().chain(query::apply));
    }

    /// Holds the source's row until the transaction ends.
    private Uni<Optional<Found>> current(AccountId account, SourceType type) {
        return find("accountId = ?1 and sourceType = ?2", account.value(), type.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .chain(Panache::getSession)
                .chain(session -> current(session, account, type));
    }

    private static Uni<Optional<Found>> current(Mutiny.Session session, AccountId account, SourceType type) {
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

    private Uni<Void> add(AccountId account, Source source) {
        return persistAndFlush(row(account, source)).chain(row -> persistVersion(row, source));
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

    /// @param found empty without the account; holds an empty one without the source
    private static SourceSearch search(Optional<Optional<Found>> found) {
        return found.<SourceSearch>map(known -> known.<SourceSearch>map(pair -> new SourceSearch.Found(pair.source()))
                        .orElseGet(SourceSearch.UnknownSource::new))
                .orElseGet(SourceSearch.UnknownAccount::new);
    }

    private static List<Source> sources(List<Object[]> pairs) {
        return pairs.stream().map(pair -> Found.of(pair).source()).toList();
    }
}
