package io.sluice.schema.token;

import io.sluice.contracts.account.AccountId;
import java.time.Instant;
import java.util.List;

/// What a token of an account says; the token itself is its signed form and is stored nowhere.
///
/// @param tokenId the claim `jti`
/// @param userId the claim `uid`
/// @param issuedBy the user id of the admin who issued it
public record TokenGrant(
        String tokenId,
        AccountId account,
        String description,
        List<TokenScope> scopes,
        long userId,
        Instant issuedAt,
        long issuedBy,
        Instant expiresAt) {

    public TokenGrant {
        scopes = List.copyOf(scopes);
        if (!expiresAt.isAfter(issuedAt)) {
            throw new IllegalArgumentException(
                    "a token issued at %s would expire at %s".formatted(issuedAt, expiresAt));
        }
    }
}
