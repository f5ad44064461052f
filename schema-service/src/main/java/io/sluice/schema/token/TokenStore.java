package io.sluice.schema.token;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.sluice.contracts.account.AccountId;
import io.sluice.schema.change.AccountChanges;
import io.sluice.schema.outbox.ChangeKind;
import io.sluice.schema.outbox.Revocations;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was granted to accounts, in PostgreSQL.
@ApplicationScoped
class TokenStore implements PanacheRepositoryBase<TokenRow, String> {
    private static final String UNEXPIRED = "accountId = ?1 and expiresAt > ?2";
    private static final String IN_FORCE = UNEXPIRED + " and revokedAt is null";

    private final AccountChanges changes;
    private final TokenConfig config;

    TokenStore(AccountChanges changes, TokenConfig config) {
        this.changes = changes;
        this.config = config;
    }

    /// The transaction holds the account's row, so that requests at the same time do not pass the bounds
    /// together.
    Uni<TokenStorage> issue(TokenGrant grant) {
        return changes.inTransactionOf(
                grant.account(),
                TokenStorage.UNKNOWN_ACCOUNT,
                () -> count(IN_FORCE, grant, grant.issuedAt())
                        .chain(inForce -> inForce >= config.maxInForce()
                                ? Uni.createFrom().item(TokenStorage.TOO_MANY_IN_FORCE)
                                : issueAmongKept(grant)));
    }

    private Uni<TokenStorage> issueAmongKept(TokenGrant grant) {
        return count(UNEXPIRED, grant, inUseAfter(grant))
                .chain(unexpired -> unexpired >= config.maxKept()
                        ? Uni.createFrom().item(TokenStorage.TOO_MANY_KEPT)
                        : removeOldest(grant, config.maxKept() - 1 - unexpired.intValue())
                                .chain(() -> persist(TokenRow.of(grant)))
                                .chain(() -> changes.record(grant.account(), ChangeKind.TOKEN))
                                .replaceWith(TokenStorage.STORED));
    }

    private Uni<Long> count(String query, TokenGrant grant, Instant expiry) {
        return count(query, grant.account().value(), expiry);
    }

    /// A token that expired before this moment is let in nowhere any more.
    private static Instant inUseAfter(TokenGrant grant) {
        return grant.issuedAt().minus(Revocations.KEPT_AFTER_EXPIRY);
    }

    /// Removes expired tokens but the newest.
    private Uni<Void> removeOldest(TokenGrant grant, int kept) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "select tokenId from TokenRow where accountId = ?1 and expiresAt <= ?2"
                                        + " order by expiresAt desc, tokenId",
                                String.class)
                        .setParameter(1, grant.account().value())
                        .setParameter(2, inUseAfter(grant))
                        .setFirstResult(kept)
                        .getResultList())
                .chain(old -> old.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : delete("tokenId in ?1", old).replaceWithVoid());
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
