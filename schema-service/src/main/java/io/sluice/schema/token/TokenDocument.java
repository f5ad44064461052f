package io.sluice.schema.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A token in JSON.
///
/// @param token the signed token, only in the answer to its issue
/// @param revokedAt epoch seconds like all times; absent while the token is in force
record TokenDocument(
        String tokenId,
        @Nullable String token,
        String description,
        List<TokenScope> scopes,
        long uid,
        long issuedAt,
        long issuedBy,
        long expiresAt,
        @Nullable Long revokedAt) {

    static TokenDocument issued(TokenGrant grant, String token) {
        return new TokenDocument(
                grant.tokenId(),
                token,
                grant.description(),
                grant.scopes(),
                grant.userId(),
                grant.issuedAt().getEpochSecond(),
                grant.issuedBy(),
                grant.expiresAt().getEpochSecond(),
                null);
    }
}
