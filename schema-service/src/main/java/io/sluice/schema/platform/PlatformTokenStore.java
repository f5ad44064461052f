package io.sluice.schema.platform;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.sluice.schema.change.AccountChanges;
import io.sluice.schema.outbox.Revocations;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// What was granted to administrators and services, in PostgreSQL.
@ApplicationScoped
class PlatformTokenStore implements PanacheRepositoryBase<PlatformTokenRow, String>, RevokedTokens {
    private static final String UNEXPIRED = "expiresAt > ?1";
    private static final String IN_FORCE = UNEXPIRED + " and revokedAt is null";

    private final AccountChanges changes;
    private final PlatformTokenConfig config;

    PlatformTokenStore(AccountChanges changes, PlatformTokenConfig config) {
        this.changes = changes;
        this.config = config;
    }

    Uni<PlatformTokenStorage> issue(PlatformGrant grant) {
        return changes.inTransaction(() -> locked(platform -> count(IN_FORCE, grant.issuedAt())
                .chain(inForce -> inForce >= config.maxInForce()
                        ? Uni.createFrom().item(PlatformTokenStorage.TOO_MANY_IN_FORCE)
                        : issueAmongKept(grant))));
    }

    private Uni<PlatformTokenStorage> issueAmongKept(PlatformGrant grant) {
        return count(UNEXPIRED, inUseAfter(grant.issuedAt()))
                .chain(unexpired -> unexpired >= config.maxKept()
                        ? Uni.createFrom().item(PlatformTokenStorage.TOO_MANY_KEPT)
                        : removeOldest(grant.issuedAt(), config.maxKept() - 1 - unexpired.intValue())
                                .chain(() -> persist(PlatformTokenRow.of(grant)))
                                .replaceWith(PlatformTokenStorage.STORED));
    }

    /// Lists a token that was made at the installation, if it is not listed yet.
    ///
    /// @return whether it is new
    Uni<Boolean> remember(PlatformGrant grant, Instant now) {
        return changes.inTransaction(() -> locked(platform -> findById(grant.tokenId())
                .chain(row -> row != null
                        ? Uni.createFrom().item(false)
                        : rememberAmongKept(grant, now).replaceWith(true))));
    }

    /// The token is in force, so it is listed also when too many are kept.
    private Uni<Void> rememberAmongKept(PlatformGrant grant, Instant now) {
        return count(UNEXPIRED, inUseAfter(now))
                .chain(unexpired -> removeOldest(now, Math.max(0, config.maxKept() - 1 - unexpired.intValue())))
                .chain(() -> persist(PlatformTokenRow.of(grant)))
                .replaceWithVoid();
    }

    /// A token that expired before this moment is let in nowhere any more.
    private static Instant inUseAfter(Instant now) {
        return now.minus(Revocations.KEPT_AFTER_EXPIRY);
    }

    /// Removes expired tokens but the newest.
    private Uni<Void> removeOldest(Instant now, int kept) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "select tokenId from PlatformTokenRow where expiresAt <= ?1"
                                        + " order by expiresAt desc, tokenId",
                                String.class)
                        .setParameter(1, inUseAfter(now))
                        .setFirstResult(kept)
                        .getResultList())
                .chain(old -> old.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : delete("tokenId in ?1", old).replaceWithVoid());
    }

    Uni<List<PlatformTokenDocument>> all() {
        return AccountChanges.inSession(() -> listAll(Sort.descending("issuedAt", "tokenId"))
                .map(rows -> rows.stream().map(PlatformTokenRow::document).toList()));
    }

    /// Revoking a second time changes nothing.
    Uni<PlatformTokenRevocation> revoke(String tokenId, Instant at) {
        return changes.inTransaction(() -> locked(platform -> findById(tokenId).map(row -> {
            if (row == null) {
                return PlatformTokenRevocation.UNKNOWN;
            }
            if (row.revokedAt == null) {
                row.revokedAt = at;
                platform.version++;
            }
            return PlatformTokenRevocation.REVOKED;
        })));
    }

    @Override
    public Uni<Boolean> isRevoked(String tokenId) {
        return AccountChanges.inSession(() -> count("tokenId = ?1 and revokedAt is not null", tokenId))
                .map(revoked -> revoked > 0);
    }

    /// The transaction holds the only row, so that requests at the same time do not pass the bounds
    /// together.
    private static <T> Uni<T> locked(Function<PlatformRow, Uni<T>> work) {
        return Panache.getSession()
                .chain(session -> session.find(PlatformRow.class, PlatformRow.ID, LockModeType.PESSIMISTIC_WRITE))
                .chain(work::apply);
    }
}
