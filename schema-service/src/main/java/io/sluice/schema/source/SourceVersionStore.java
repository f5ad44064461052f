package io.sluice.schema.source;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.schema.change.AccountChanges;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// All versions of the schemas in PostgreSQL: how many there are, how fast they follow each other, and which
/// ones jobs may name (decision 20).
@ApplicationScoped
class SourceVersionStore {
    private static final Duration READ_PRECISION = Duration.ofDays(1);

    private final AccountChanges changes;
    private final ChangePace pace;
    private final SourceConfig config;
    private final Clock clock;

    SourceVersionStore(AccountChanges changes, ChangePace pace, SourceConfig config, Clock clock) {
        this.changes = changes;
        this.pace = pace;
        this.config = config;
        this.clock = clock;
    }

    int changesPerHour() {
        return pace.changesPerHour();
    }

    /// Newest first, from the given version down. Reads no documents.
    ///
    /// @return empty when there is no such account, an empty list when there is no such source
    Uni<Optional<List<SourceVersion>>> newestFirst(AccountId account, SourceType type, int from, int limit) {
        return changes.read(
                account,
                () -> Panache.getSession()
                        .chain(session -> session.createQuery(
                                        "select v.version, v.sourceName, v.updatedAt, v.updatedBy from SourceRow s"
                                                + " join SourceVersionRow v on v.sourceId = s.sourceId"
                                                + " where s.accountId = ?1 and s.sourceType = ?2 and v.version <= ?3"
                                                + " order by v.version desc",
                                        SourceVersion.class)
                                .setParameter(1, account.value())
                                .setParameter(2, type.value())
                                .setParameter(3, from)
                                .setMaxResults(limit)
                                .getResultList()));
    }

    /// Notes that a service reads the version, so that a job may name it from now on. A row that says so
    /// already is not written again.
    Uni<Void> rememberReading(SourceVersionRow version) {
        var now = clock.instant();
        return version.readAt != null && version.readAt.isAfter(now.minus(READ_PRECISION))
                ? Uni.createFrom().voidItem()
                : changes.inTransaction(() -> Panache.getSession()
                                .chain(session -> session.createMutationQuery(
                                                "update SourceVersionRow set readAt = ?1 where sourceId = ?2 and version = ?3")
                                        .setParameter(1, now)
                                        .setParameter(2, version.sourceId)
                                        .setParameter(3, version.version)
                                        .executeUpdate()))
                        .replaceWithVoid();
    }

    /// How long until the source may change again; empty when it may change now.
    Uni<Optional<Duration>> timeToWait(SourceRow row) {
        var decisive = pace.decisiveVersion(row.version);
        return decisive.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : Panache.getSession()
                        .chain(session -> session.createQuery(
                                        "select updatedAt from SourceVersionRow where sourceId = ?1 and version = ?2",
                                        Instant.class)
                                .setParameter(1, row.sourceId)
                                .setParameter(2, decisive.get())
                                .getSingleResultOrNull())
                        .map(made -> Optional.ofNullable(made).flatMap(time -> pace.timeToWait(time, clock.instant())));
    }

    /// Adds the version within the transaction that is under way.
    Uni<Void> add(SourceRow row, Source source) {
        return Panache.getSession().chain(session -> session.persist(SourceVersionRow.of(row.sourceId, source)));
    }

    /// Removes what is beyond the versions that are kept in any case, if no job names it: no service has read
    /// it, or the last one did so before the oldest job that is kept.
    Uni<Void> removeOld(AccountId account, SourceRow row) {
        var oldest = row.version - Math.max(config.keptVersions(), pace.changesPerHour()) + 1;
        return oldest <= 1
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> retention(session, account)
                                .chain(retention -> session.createMutationQuery(
                                                "delete from SourceVersionRow where sourceId = ?1 and version < ?2"
                                                        + " and (readAt is null or readAt < ?3)")
                                        .setParameter(1, row.sourceId)
                                        .setParameter(2, oldest)
                                        .setParameter(
                                                3,
                                                clock.instant().minus(retention).minus(READ_PRECISION))
                                        .executeUpdate())
                                .replaceWithVoid());
    }

    /// The account's own retention of jobs, if it is longer than that of the platform.
    private Uni<Duration> retention(Mutiny.Session session, AccountId account) {
        return session.createSelectionQuery(
                        "select coalesce(retentionDays, 0) from AccountRow where accountId = ?1", Integer.class)
                .setParameter(1, account.value())
                .getSingleResult()
                .map(days ->
                        Duration.ofDays(Math.max(days, config.jobRetention().toDays())));
    }
}
