package io.sluice.schema.token;

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

/// What was granted to accounts, in PostgreSQL.
@ApplicationScoped
public class TokenStore implements PanacheRepositoryBase<TokenRow, String> {
    private final AccountChanges changes;

    TokenStore(AccountChanges changes) {
        this.changes = changes;
    }

    /// Adds a grant in the transaction that is under way.
    public Uni<Void> record(TokenGrant grant) {
        return persist(TokenRow.of(grant)).replaceWithVoid();
    }

    /// Forgets all grants of an account in the transaction that is under way.
    public Uni<Void> removeAll(AccountId account) {
        return delete("accountId", account.value()).replaceWithVoid();
    }

    Uni<Void> add(TokenGrant grant) {
        return changes.inTransaction(() -> changes.touch(grant.account()).chain(() -> record(grant)));
    }

    Uni<List<TokenDocument>> all(AccountId account) {
        return Panache.withSession(() -> changes.mustExist(account)
                .chain(() -> list("accountId", Sort.descending("issuedAt", "tokenId"), account.value()))
                .map(rows -> rows.stream().map(TokenRow::document).toList()));
    }

    /// Revoking a second time changes nothing.
    Uni<Void> revoke(AccountId account, String tokenId, Instant at) {
        return changes.inTransaction(() -> changes.touch(account)
                .chain(() -> findById(tokenId))
                .invoke(row -> {
                    if (row == null || !row.accountId.equals(account.value())) {
                        throw Problems.notFound(
                                "Account %s has no token \"%s\". Its tokens are listed at /v1/accounts/%s/tokens."
                                        .formatted(account, tokenId, account));
                    }
                    if (row.revokedAt == null) {
                        row.revokedAt = at;
                    }
                })
                .replaceWithVoid());
    }
}
