package io.sluice.schema.sshkey;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.sluice.contracts.account.AccountId;
import io.sluice.schema.change.AccountChanges;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// The public keys of accounts in PostgreSQL.
@ApplicationScoped
public class SshKeyStore implements PanacheRepositoryBase<SshKeyRow, SshKeyRow.Key> {
    private final AccountChanges changes;

    SshKeyStore(AccountChanges changes) {
        this.changes = changes;
    }

    /// Adds keys of an account in the transaction that is under way.
    public Uni<Void> addAll(AccountId account, List<SshPublicKey> keys, Instant at, long by) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : persist(keys.stream().map(key -> row(account, key, at, by)));
    }

    /// Removes all keys of an account in the transaction that is under way.
    public Uni<Void> removeAll(AccountId account) {
        return delete("accountId", account.value()).replaceWithVoid();
    }

    Uni<List<SshKeyDocument>> all(AccountId account) {
        return Panache.withSession(() -> changes.mustExist(account)
                .chain(() -> list("accountId", Sort.by("createdAt").and("keyId"), account.value()))
                .map(rows -> rows.stream().map(SshKeyRow::document).toList()));
    }

    Uni<SshKeyDocument> add(AccountId account, SshPublicKey key, Instant at, long by) {
        return changes.inTransaction(() -> changes.touch(account)
                .chain(() -> findById(new SshKeyRow.Key(account.value(), key.keyId())))
                .chain(present -> {
                    if (present != null) {
                        throw Problems.conflict("Account %s has the key %s already, as %s."
                                .formatted(account, key.fingerprint(), key.keyId()));
                    }
                    return persist(row(account, key, at, by));
                })
                .map(SshKeyRow::document));
    }

    Uni<Void> remove(AccountId account, String keyId) {
        return changes.inTransaction(() -> changes.touch(account)
                .chain(() -> deleteById(new SshKeyRow.Key(account.value(), keyId)))
                .invoke(removed -> {
                    if (!removed) {
                        throw Problems.notFound(
                                "Account %s has no SSH key \"%s\". Its keys are listed at /v1/accounts/%s/ssh-keys."
                                        .formatted(account, keyId, account));
                    }
                })
                .replaceWithVoid());
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
