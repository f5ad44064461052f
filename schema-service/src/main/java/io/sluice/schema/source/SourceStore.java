package io.sluice.schema.source;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceType;
import io.sluice.events.OffLoop;
import io.sluice.schema.change.AccountChanges;
import io.sluice.schema.outbox.ChangeKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Sources in PostgreSQL, with the current versions of their schemas. [SourceVersionStore] has all versions.
///
/// A change is decided without a lock and without a connection to the database, since a large schema takes
/// a while. Then it locks the account's row and the source's, and is stored if the source is still at the
/// version that it was decided for. So changes take turns, and each makes its own version.
@ApplicationScoped
class SourceStore implements Sources, PanacheRepositoryBase<SourceRow, Long> {
    private static final String WITH_VERSION =
            "select s, v from SourceRow s join SourceVersionRow v on v.sourceId = s.sourceId where s.accountId = ?1 ";

    private static final String WITH_CURRENT_VERSION = WITH_VERSION + "and v.version = s.version ";
    /// A page of sources ends with the document that reaches this number of characters.
    private static final long PAGE_CHARACTERS = 2_000_000;

    private final AccountChanges changes;
    private final SourceVersionStore versions;
    private final FieldIdStore fieldIds;
    private final OffLoop offLoop;
    private final SourceConfig config;

    SourceStore(
            AccountChanges changes,
            SourceVersionStore versions,
            FieldIdStore fieldIds,
            OffLoop offLoop,
            SourceConfig config) {
        this.changes = changes;
        this.versions = versions;
        this.fieldIds = fieldIds;
        this.offLoop = offLoop;
        this.config = config;
    }

    private record Found(SourceRow row, SourceVersionRow version) {
        static Found of(Object[] pair) {
            return new Found((SourceRow) pair[0], (SourceVersionRow) pair[1]);
        }

        Source source() {
            return version.source(row);
        }

        boolean lacksFieldIds() {
            return version.fieldIds == null;
        }
    }

    @Override
    public Uni<SourceCreation> create(
            AccountId account, SourceType type, Function<Optional<Source>, SourceCreation> decide) {
        return found(account, session -> current(session, account, type)).chain(known -> {
            if (known.isEmpty()) {
                return Uni.createFrom().item(new SourceCreation.UnknownAccount());
            }
            var before = known.get().map(Found::source);
            return offLoop.run(() -> decide.apply(before))
                    .chain(decided -> decided instanceof SourceCreation.Created(Source after)
                            ? storeCreated(account, before, after)
                                    .chain(stored -> stored.map(Uni.createFrom()::item)
                                            .orElseGet(() -> create(account, type, decide)))
                            : Uni.createFrom().item(decided));
        });
    }

    @Override
    public Uni<SourceChange> change(AccountId account, SourceType type, Function<Source, SourceChange> decide) {
        return one(account, type, false).chain(search -> switch (search) {
            case SourceSearch.UnknownAccount unknown -> Uni.createFrom().item(new SourceChange.UnknownAccount());
            case SourceSearch.UnknownSource unknown -> Uni.createFrom().item(new SourceChange.UnknownSource());
            case SourceSearch.Found(var before) ->
                offLoop.run(() -> decide.apply(before))
                        .chain(decided -> decided instanceof SourceChange.Changed(Source after) && !after.equals(before)
                                ? storeChanged(account, before, after)
                                        .chain(stored -> stored.map(Uni.createFrom()::item)
                                                .orElseGet(() -> change(account, type, decide)))
                                : Uni.createFrom().item(decided));
        });
    }

    /// Empty if the source has changed since; then nothing is stored.
    private Uni<Optional<SourceCreation>> storeCreated(AccountId account, Optional<Source> before, Source after) {
        return changes.inTransactionOf(
                account,
                Optional.of(new SourceCreation.UnknownAccount()),
                () -> locked(account, after.sourceType()).chain(row -> {
                    if (before.isEmpty() != row.isEmpty()
                            || (row.isPresent() && !isAt(row.get(), before.orElseThrow()))) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                    return takenBy(account, after)
                            .chain(taken -> taken.map(other -> Uni.createFrom().<SourceCreation>item(other))
                                    .orElseGet(() -> row.map(retired -> restore(account, retired, after))
                                            .orElseGet(() -> addNew(account, after))))
                            .map(Optional::of);
                }));
    }

    /// The account's row is locked, so no other source takes the same records now.
    Uni<Optional<SourceCreation>> takenBy(AccountId account, Source source) {
        return source.intake()
                .batchSchema()
                .map(schema -> find(
                                "accountId = ?1 and batchSchema = ?2 and not retired", account.value(), schema.value())
                        .<SourceRow>firstResult()
                        .map(row -> Optional.ofNullable(row)
                                .<SourceCreation>map(other ->
                                        new SourceCreation.BatchSchemaTaken(schema, new SourceType(other.sourceType)))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<SourceCreation> addNew(AccountId account, Source source) {
        return count("accountId", account.value())
                .chain(present -> present >= config.maxPerAccount()
                        ? Uni.createFrom().item(new SourceCreation.TooManySources(config.maxPerAccount()))
                        : add(account, source)
                                .chain(() -> changes.record(account, ChangeKind.SOURCE))
                                .replaceWith(new SourceCreation.Created(source)));
    }

    private Uni<SourceCreation> restore(AccountId account, SourceRow row, Source source) {
        return versions.timeToWait(row)
                .chain(wait -> wait.isPresent()
                        ? Uni.createFrom()
                                .item(new SourceCreation.TooManyChanges(
                                        source.sourceType(), versions.changesPerHour(), wait.get()))
                        : store(account, row, source).replaceWith(new SourceCreation.Created(source)));
    }

    /// Empty if the source has changed since; then nothing is stored.
    private Uni<Optional<SourceChange>> storeChanged(AccountId account, Source before, Source after) {
        return changes.inTransactionOf(
                account,
                Optional.of(new SourceChange.UnknownAccount()),
                () -> locked(account, after.sourceType()).chain(row -> {
                    if (row.isEmpty() || !isAt(row.get(), before)) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                    return versions.timeToWait(row.get())
                            .chain(wait -> wait.isPresent()
                                    ? Uni.createFrom()
                                            .item(Optional.of(new SourceChange.TooManyChanges(
                                                    versions.changesPerHour(), wait.get())))
                                    : store(account, row.get(), after)
                                            .replaceWith(Optional.of(new SourceChange.Changed(after))));
                }));
    }

    /// Stores that a source takes nothing more; changes nothing when it is retired already.
    Uni<SourceRetirement> retire(AccountId account, SourceType type) {
        return changes.inTransactionOf(
                account,
                SourceRetirement.UNKNOWN_ACCOUNT,
                () -> locked(account, type).chain(row -> {
                    if (row.isEmpty()) {
                        return Uni.createFrom().item(SourceRetirement.UNKNOWN_SOURCE);
                    }
                    if (row.get().retired) {
                        return Uni.createFrom().item(SourceRetirement.RETIRED);
                    }
                    row.get().retired = true;
                    return changes.record(account, ChangeKind.SOURCE).replaceWith(SourceRetirement.RETIRED);
                }));
    }

    /// @param byService whether a service reads the source: then a job may name its version from now on
    Uni<SourceSearch> one(AccountId account, SourceType type, boolean byService) {
        return found(account, session -> current(session, account, type))
                .call(found -> byService
                        ? found.flatMap(known -> known)
                                .map(one -> versions.rememberReading(one.version()))
                                .orElseGet(() -> Uni.createFrom().voidItem())
                        : Uni.createFrom().voidItem())
                .map(SourceStore::search);
    }

    Uni<SourceSearch> at(AccountId account, SourceType type, int version) {
        return found(
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

    /// The sources after the given type, or all for an empty one. The page ends before its limit when its
    /// documents are large, since all of them are in memory.
    ///
    /// @return empty when there is no such account
    Uni<Optional<SourcePage>> page(AccountId account, boolean withRetired, String after, int limit) {
        return reading(account, session -> pairs(session, account, withRetired, after, limit))
                .chain(known -> known.map(found -> fieldIds(found.pairs())
                                .chain(given -> given
                                        ? page(account, withRetired, after, limit)
                                        : Uni.createFrom().item(Optional.of(found.page()))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /// @param next the type after which the next page begins
    private record FoundPage(List<Found> pairs, Optional<SourceType> next) {
        SourcePage page() {
            return new SourcePage(pairs.stream().map(Found::source).toList(), next);
        }
    }

    private static Uni<FoundPage> pairs(
            Mutiny.Session session, AccountId account, boolean withRetired, String after, int limit) {
        return session.createQuery(
                        "select s.sourceType, length(v.declaration) from SourceRow s"
                                + " join SourceVersionRow v on v.sourceId = s.sourceId and v.version = s.version"
                                + " where s.accountId = ?1 and s.sourceType > ?2"
                                + (withRetired ? "" : " and not s.retired") + " order by s.sourceType",
                        Object[].class)
                .setParameter(1, account.value())
                .setParameter(2, after)
                .setMaxResults(limit + 1)
                .getResultList()
                .chain(sizes -> pairs(session, account, sizes, limit));
    }

    private static Uni<FoundPage> pairs(Mutiny.Session session, AccountId account, List<Object[]> sizes, int limit) {
        var types = new ArrayList<String>();
        var characters = 0L;
        for (var size : sizes) {
            if (types.size() == limit || characters >= PAGE_CHARACTERS) {
                break;
            }
            types.add((String) size[0]);
            characters += ((Number) size[1]).longValue();
        }
        return session.createQuery(
                        WITH_CURRENT_VERSION + "and s.sourceType in ?2 order by s.sourceType", Object[].class)
                .setParameter(1, account.value())
                .setParameter(2, types)
                .getResultList()
                .map(pairs -> new FoundPage(
                        pairs.stream().map(Found::of).toList(),
                        types.size() < sizes.size() ? Optional.of(new SourceType(types.getLast())) : Optional.empty()));
    }

    /// A source at a version whose fields have ids: those that have none get theirs first.
    private Uni<Optional<Optional<Found>>> found(
            AccountId account, Function<Mutiny.Session, Uni<Optional<Found>>> query) {
        return reading(account, query)
                .chain(known -> fieldIds(known.flatMap(found -> found).stream().toList())
                        .chain(given ->
                                given ? found(account, query) : Uni.createFrom().item(known)));
    }

    /// Gives ids to fields of those versions that lack them.
    ///
    /// @return whether there were any: then they are to be read again, and may still lack some
    private Uni<Boolean> fieldIds(List<Found> found) {
        return Multi.createFrom()
                .iterable(found)
                .filter(Found::lacksFieldIds)
                .onItem()
                .transformToUniAndConcatenate(
                        lacking -> fieldIds.giveNext(lacking.row().sourceId).replaceWith(true))
                .collect()
                .asList()
                .map(given -> !given.isEmpty());
    }

    private <T> Uni<Optional<T>> reading(AccountId account, Function<Mutiny.Session, Uni<T>> query) {
        return changes.read(account, () -> Panache.getSession().chain(query::apply));
    }

    /// Holds the source's row until the transaction ends.
    Uni<Optional<SourceRow>> locked(AccountId account, SourceType type) {
        return find("accountId = ?1 and sourceType = ?2", account.value(), type.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .<SourceRow>firstResult()
                .map(Optional::ofNullable);
    }

    private static Uni<Optional<Found>> current(Mutiny.Session session, AccountId account, SourceType type) {
        return session.createQuery(WITH_CURRENT_VERSION + "and s.sourceType = ?2", Object[].class)
                .setParameter(1, account.value())
                .setParameter(2, type.value())
                .getSingleResultOrNull()
                .map(pair -> Optional.ofNullable(pair).map(Found::of));
    }

    /// The source at its current version, retired or not.
    static Uni<Optional<Source>> current(AccountId account, SourceType type) {
        return Panache.getSession()
                .chain(session -> current(session, account, type))
                .map(found -> found.map(Found::source));
    }

    private static boolean isAt(SourceRow row, Source source) {
        return row.version == source.version() && row.retired == source.retired();
    }

    /// As a part of a transaction that holds the rows of the account and the source.
    Uni<Void> store(AccountId account, SourceRow row, Source after) {
        row.retired = after.retired();
        row.batchSchema = batchSchema(after);
        row.nextFieldId = after.fieldIds().next();
        row.version = after.version();
        return versions.add(row, after)
                .chain(() -> versions.removeOld(account, row))
                .chain(() -> changes.record(account, ChangeKind.SOURCE));
    }

    /// As a part of a transaction that holds the row of the account.
    Uni<Void> add(AccountId account, Source source) {
        return persistAndFlush(row(account, source)).chain(row -> versions.add(row, source));
    }

    private static SourceRow row(AccountId account, Source source) {
        var row = new SourceRow();
        row.accountId = account.value();
        row.sourceType = source.sourceType().value();
        row.kind = source.intake().kind().label();
        row.batchSchema = batchSchema(source);
        row.retired = source.retired();
        row.nextFieldId = source.fieldIds().next();
        row.version = source.version();
        row.createdAt = source.createdAt();
        row.createdBy = source.createdBy();
        return row;
    }

    private static @Nullable String batchSchema(Source source) {
        return source.intake().batchSchema().map(BatchSchema::value).orElse(null);
    }

    /// @param found empty without the account; holds an empty one without the source
    private static SourceSearch search(Optional<Optional<Found>> found) {
        return found.<SourceSearch>map(known -> known.<SourceSearch>map(pair -> new SourceSearch.Found(pair.source()))
                        .orElseGet(SourceSearch.UnknownSource::new))
                .orElseGet(SourceSearch.UnknownAccount::new);
    }
}
