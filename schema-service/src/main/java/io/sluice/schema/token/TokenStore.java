package io.sluice.schema.token;

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

/// What was granted to accounts, in PostgreSQL.
@ApplicationScoped
class TokenStore implements PanacheRepositoryBase<TokenRow, String> {
    private final AccountChanges changes;

    TokenStore(AccountChanges changes) {
        this.changes = changes;
    }

    /// False when there is no such account.
    Uni<Boolean> issue(TokenGrant grant) {
        return changes.inTransactionOf(
                grant.account(),
                false,
                () -> persist(TokenRow.of(grant))
                        .chain(() -> changes.record(grant.account(), ChangeKind.TOKEN))
                        .replaceWith(true));
    }

    /// Empty when there is no such account.
    Uni<Optional<List<TokenDocument>>> all(AccountId account) {
        return changes.read(
                account,
                () -> list("accountId", Sort.descending("issuedAt", "tokenId"), account.value())
                        .map(rows -> rows.stream().map(TokenRow::document).toList()));
    }

    /// Revoking a second time changes nothing.
    Uni<TokenRevocation> revoke(AccountId account, String tokenId, Instant at) {
        return changes.inTransactionOf(
                account,
                TokenRevocation.UNKNOWN_ACCOUNT,
                () -> findById(tokenId).chain(row -> {
                    if (row == null || !row.accountId.equals(account.value())) {
                        return Uni.createFrom().item(TokenRevocation.UNKNOWN_TOKEN);
                    }
                    if (row.revokedAt != null) {
                        return Uni.createFrom().item(TokenRevocation.REVOKED);
                    }
                    row.revokedAt = at;
                    return changes.record(account, ChangeKind.TOKEN).replaceWith(TokenRevocation.REVOKED);
                }));
    }
}
