package io.sluice.schema.sshkey;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.sluice.contracts.account.AccountId;
import io.sluice.schema.outbox.ChangeKind;
import io.sluice.schema.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The public keys of accounts in PostgreSQL.
@ApplicationScoped
public class SshKeyStore implements PanacheRepositoryBase<SshKeyRow, SshKeyRow.Key> {
    private final Outbox outbox;

    SshKeyStore(Outbox outbox) {
        this.outbox = outbox;
    }

    /// Adds keys of an account in the transaction that is under way.
    public Uni<Void> add(AccountId account, List<SshPublicKey> keys, Instant at, long by) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : persist(keys.stream().map(key -> row(account, key, at, by)));
    }

    /// Removes all keys of an account in the transaction that is under way.
    public Uni<Void> removeAll(AccountId account) {
        return delete("accountId", account.value()).replaceWithVoid();
    }

    /// Empty when there is no such account.
    Uni<Optional<List<SshKeyDocument>>> all(AccountId account) {
        return outbox.read(
                account,
                () -> list("accountId", Sort.by("createdAt").and("keyId"), account.value())
                        .map(rows -> rows.stream().map(SshKeyRow::document).toList()));
    }

    Uni<KeyAddition> add(AccountId account, SshPublicKey key, Instant at, long by) {
        return outbox.inTransactionOf(
                account,
                new KeyAddition.UnknownAccount(),
                () -> findById(new SshKeyRow.Key(account.value(), key.keyId()))
                        .chain(present -> present != null
                                ? Uni.createFrom().item(new KeyAddition.Duplicate())
                                : persist(row(account, key, at, by))
                                        .chain(row -> outbox.record(account, ChangeKind.KEY)
                                                .replaceWith(new KeyAddition.Added(row.document())))));
    }

    Uni<KeyRemoval> remove(AccountId account, String keyId) {
        return outbox.inTransactionOf(
                account,
                KeyRemoval.UNKNOWN_ACCOUNT,
                () -> deleteById(new SshKeyRow.Key(account.value(), keyId))
                        .chain(removed -> removed
                                ? outbox.record(account, ChangeKind.KEY).replaceWith(KeyRemoval.REMOVED)
                                : Uni.createFrom().item(KeyRemoval.UNKNOWN_KEY)));
    }

    private static SshKeyRow row(AccountId account, SshPublicKey key, Instant at, long by) {
        var row = new SshKeyRow();
        row.accountId = account.value();
        row.keyId = key.keyId();
        row.fingerprint = key.fingerprint();
        row.publicKey = key.text();
        row.createdAt = at;
        row.createdBy = by;
        return row;
    }
}
