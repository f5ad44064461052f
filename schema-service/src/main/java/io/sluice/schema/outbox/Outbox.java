package io.sluice.schema.outbox;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.sluice.contracts.account.AccountId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Optional;
import java.util.function.Supplier;

/// Runs the transactions that change accounts and what belongs to them, and records what they changed.
///
/// A recorded change raises the account's version and notes its kind under that version. Versions above
/// `announced_version` are not published yet.
@ApplicationScoped
public class Outbox {
    private final Event<ChangeCommitted> committed;

    Outbox(Event<ChangeCommitted> committed) {
        this.committed = committed;
    }

    /// One transaction; its commit wakes the publication.
    public <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
        return Panache.withTransaction(work).invoke(() -> committed.fire(new ChangeCommitted()));
    }

    /// One transaction that holds the account's row until it ends, so that changes of one account take turns.
    ///
    /// @param unknown the outcome when there is no such account or it is erased
    public <T> Uni<T> inTransactionOf(AccountId account, T unknown, Supplier<Uni<T>> work) {
        return inTransaction(() -> Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "select accuid from accounts where accuid = ?1 and state <> 'erased' for update",
                                String.class)
                        .setParameter(1, account.value())
                        .getSingleResultOrNull())
                .chain(row -> row == null ? Uni.createFrom().item(unknown) : work.get()));
    }

    /// Records a change in the transaction that is under way.
    public Uni<Void> record(AccountId account, ChangeKind kind) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("""
                                with raised as (
                                  update accounts set version = version + 1 where accuid = ?1 returning accuid, version)
                                insert into account_changes (accuid, version, kind)
                                  select accuid, version, ?2 from raised
                                """)
                        .setParameter(1, account.value())
                        .setParameter(2, kind.label())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /// Reads what belongs to an account; empty when there is no such account or it is erased.
    public <T> Uni<Optional<T>> read(AccountId account, Supplier<Uni<T>> query) {
        return Panache.withSession(() -> Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "select count(*) from accounts where accuid = ?1 and state <> 'erased'", Long.class)
                        .setParameter(1, account.value())
                        .getSingleResult())
                .chain(count -> count == 0
                        ? Uni.createFrom().item(Optional.<T>empty())
                        : query.get().map(Optional::of)));
    }
}
