package io.sluice.schema.sshkey;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.sluice.contracts.account.AccountId;
import io.sluice.schema.change.AccountChanges;
import io.sluice.schema.outbox.ChangeKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The public keys of accounts in PostgreSQL.
@ApplicationScoped
class SshKeyStore implements PanacheRepositoryBase<SshKeyRow, SshKeyRow.Key> {
    private final AccountChanges changes;
    private final SshKeyConfig config;

    SshKeyStore(AccountChanges changes, SshKeyConfig config) {
        this.changes = changes;
        this.config = config;
    }

    /// Empty when there is no such account.
    Uni<Optional<List<SshKeyDocument>>> all(AccountId account) {
        return changes.read(
                account,
                () -> list("accountId", Sort.by("createdAt").and("keyId"), account.value())
                        .map(rows -> rows.stream().map(SshKeyRow::document).toList()));
    }

    Uni<KeyAddition> add(AccountId account, SshPublicKey key, Instant at, long by) {
        return changes.inTransactionOf(
                account,
                new KeyAddition.UnknownAccount(),
                () -> findById(new SshKeyRow.Key(account.value(), key.keyId()))
                        .chain(present -> present != null
                                ? Uni.createFrom().item(new KeyAddition.Duplicate())
                                : addAnother(account, key, at, by)));
    }

    private Uni<KeyAddition> addAnother(AccountId account, SshPublicKey key, Instant at, long by) {
        return count("accountId", account.value())
                .chain(present -> present >= config.maxPerAccount()
                        ? Uni.createFrom().item(new KeyAddition.TooMany())
                        : persist(SshKeyRow.of(account, key, at, by))
                                .chain(row -> changes.record(account, ChangeKind.KEY)
                                        .replaceWith(new KeyAddition.Added(row.document()))));
    }

    Uni<KeyRemoval> remove(AccountId account, String keyId) {
        return changes.inTransactionOf(
                account,
                KeyRemoval.UNKNOWN_ACCOUNT,
                () -> deleteById(new SshKeyRow.Key(account.value(), keyId))
                        .chain(removed -> removed
                                ? changes.record(account, ChangeKind.KEY).replaceWith(KeyRemoval.REMOVED)
                                : Uni.createFrom().item(KeyRemoval.UNKNOWN_KEY)));
    }
}
