package io.sluice.schema.hashkey;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.sluice.contracts.account.AccountId;
import io.sluice.schema.change.AccountChanges;
import io.sluice.schema.outbox.ChangeKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// Hash keys in PostgreSQL.
@ApplicationScoped
class HashKeyStore implements PanacheRepositoryBase<HashKeyRow, String> {
    private final AccountChanges changes;

    HashKeyStore(AccountChanges changes) {
        this.changes = changes;
    }

    /// Stores a key.
    ///
    /// @param replace whether it may take the place of another one
    Uni<HashKeyMaking> make(AccountId account, byte[] key, Instant at, long by, boolean replace) {
        return changes.inTransactionOf(
                account,
                new HashKeyMaking.UnknownAccount(),
                () -> findById(account.value()).chain(found -> {
                    if (found != null && !replace) {
                        return Uni.createFrom().item(new HashKeyMaking.Present(found.madeAt));
                    }
                    return (found == null ? persist(row(account, key, at, by)) : replaced(found, key, at, by))
                            .chain(() -> changes.record(account, ChangeKind.ACCOUNT))
                            .replaceWith(new HashKeyMaking.Made(found != null));
                }));
    }

    private static Uni<HashKeyRow> replaced(HashKeyRow row, byte[] key, Instant at, long by) {
        row.key = key;
        row.madeAt = at;
        row.madeBy = by;
        return Uni.createFrom().item(row);
    }

    private static HashKeyRow row(AccountId account, byte[] key, Instant at, long by) {
        var row = new HashKeyRow();
        row.accountId = account.value();
        row.key = key;
        row.madeAt = at;
        row.madeBy = by;
        return row;
    }

    /// The account's key, if it has one. Empty when there is no such account or it is erased.
    Uni<Optional<Optional<byte[]>>> of(AccountId account) {
        return changes.read(
                account,
                () -> findById(account.value())
                        .map(row -> Optional.ofNullable(row).map(found -> found.key)));
    }
}
