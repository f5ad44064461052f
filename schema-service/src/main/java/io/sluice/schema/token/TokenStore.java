package io.sluice.schema.token;

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

/// What was granted to accounts, in PostgreSQL.
@ApplicationScoped
public class TokenStore implements PanacheRepositoryBase<TokenRow, String> {
    private final Outbox outbox;

    TokenStore(Outbox outbox) {
        this.outbox = outbox;
    }

    /// Adds a grant in the transaction that is under way.
    public Uni<Void> add(TokenGrant grant) {
        return persist(TokenRow.of(grant)).replaceWithVoid();
    }

    /// Removes all grants of an account in the transaction that is under way.
    public Uni<Void> removeAll(AccountId account) {
        return delete("accountId", account.value()).replaceWithVoid();
    }

    /// False when there is no such account.
    Uni<Boolean> issue(TokenGrant grant) {
        return outbox.inTransactionOf(
                grant.account(),
                false,
                () -> add(grant)
                        .chain(() -> outbox.record(grant.account(), ChangeKind.TOKEN))
                        .replaceWith(true));
    }

    /// Empty when there is no such account.
    Uni<Optional<List<TokenDocument>>> all(AccountId account) {
        return outbox.read(
                account,
                () -> list("accountId", Sort.descending("issuedAt", "tokenId"), account.value())
                        .map(rows -> rows.stream().map(TokenRow::document).toList()));
    }

    /// Revoking a second time changes nothing.
    Uni<TokenRevocation> revoke(AccountId account, String tokenId, Instant at) {
        return outbox.inTransactionOf(
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
                    return outbox.record(account, ChangeKind.TOKEN).replaceWith(TokenRevocation.REVOKED);
                }));
    }
}
