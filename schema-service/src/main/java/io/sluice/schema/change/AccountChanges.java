package io.sluice.schema.change;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.sluice.contracts.account.AccountId;
import io.sluice.database.DatabaseCalls;
import io.sluice.schema.outbox.ChangeCommitted;
import io.sluice.schema.outbox.ChangeKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.function.Supplier;

/// Runs the transactions that change accounts and what belongs to them, and records what they changed.
///
/// A recorded change raises the account's version and notes its kind under that version. Versions above
/// `announced_version` are not published yet.
@ApplicationScoped
public class AccountChanges {
    private static final String PRESENT = "from AccountRow where accountId = ?1 and state <> 'erased'";

    private final Event<ChangeCommitted> committed;

    AccountChanges(Event<ChangeCommitted> committed) {
        this.committed = committed;
    }

    /// One transaction; its commit wakes the publication.
    public <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
        return DatabaseCalls.withTimeout("changing an account", Panache.withTransaction(work))
                .invoke(() -> committed.fire(new ChangeCommitted()));
    }

    /// One transaction that holds the account's row until it ends, so that changes of one account take turns.
    ///
    /// @param unknown the outcome when there is no such account or it is erased
    public <T> Uni<T> inTransactionOf(AccountId account, T unknown, Supplier<Uni<T>> work) {
        return inTransaction(() -> Panache.getSession()
                .chain(session -> session.createSelectionQuery(PRESENT, Object.class)
                        .setParameter(1, account.value())
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getSingleResultOrNull())
                .chain(row -> row == null ? Uni.createFrom().item(unknown) : work.get()));
    }

    /// Records a change in the transaction that is under way.
    public Uni<Void> record(AccountId account, ChangeKind kind) {
        return Panache.getSession()
                .chain(session -> session.createMutationQuery(
                                "update AccountRow set version = version + 1 where accountId = ?1")
                        .setParameter(1, account.value())
                        .executeUpdate()
                        .chain(() -> session.createSelectionQuery(
                                        "select version from AccountRow where accountId = ?1", Long.class)
                                .setParameter(1, account.value())
                                .getSingleResult())
                        .chain(version -> session.persist(AccountChangeRow.of(account, version, kind))));
    }

    /// Reads what belongs to an account; empty when there is no such account or it is erased.
    public <T> Uni<Optional<T>> read(AccountId account, Supplier<Uni<T>> query) {
        return inSession(() -> Panache.getSession()
                .chain(session -> session.createSelectionQuery("select count(*) " + PRESENT, Long.class)
                        .setParameter(1, account.value())
                        .getSingleResult())
                .chain(count -> count == 0
                        ? Uni.createFrom().item(Optional.<T>empty())
                        : query.get().map(Optional::of)));
    }

    /// Reads without a transaction.
    public static <T> Uni<T> inSession(Supplier<Uni<T>> query) {
        return DatabaseCalls.withTimeout("reading accounts", Panache.withSession(query));
    }
}
