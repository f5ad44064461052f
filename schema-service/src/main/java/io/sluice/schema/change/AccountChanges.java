package io.sluice.schema.change;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.sluice.contracts.account.AccountId;
import io.sluice.schema.form.PathIds;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.function.Supplier;

/// Runs the transactions that change accounts and what belongs to them.
///
/// Every such transaction raises the account's version; the difference to `announced_version` is what remains
/// to be told.
@ApplicationScoped
public class AccountChanges {
    private final Event<AccountChanged> changed;

    AccountChanges(Event<AccountChanged> changed) {
        this.changed = changed;
    }

    /// One transaction; after its commit the announcement is woken.
    public <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
        return Panache.withTransaction(work).invoke(() -> changed.fire(new AccountChanged()));
    }

    /// Raises the account's version and holds its row until the transaction ends.
    ///
    /// Fails with 404 when there is no such account or it is erased.
    public Uni<Void> touch(AccountId account) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "update accounts set version = version + 1 where accuid = ?1 and state <> 'erased'")
                        .setParameter(1, account.value())
                        .executeUpdate())
                .invoke(rows -> {
                    if (rows == 0) {
                        throw PathIds.noAccount(account);
                    }
                })
                .replaceWithVoid();
    }

    /// Fails with 404 when there is no such account or it is erased.
    public Uni<Void> mustExist(AccountId account) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "select count(*) from accounts where accuid = ?1 and state <> 'erased'", Long.class)
                        .setParameter(1, account.value())
                        .getSingleResult())
                .invoke(count -> {
                    if (count == 0) {
                        throw PathIds.noAccount(account);
                    }
                })
                .replaceWithVoid();
    }
}
