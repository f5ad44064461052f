package io.sluice.schema.platform;

import org.jspecify.annotations.Nullable;

/// A token of an administrator or a service in JSON.
///
/// @param token the signed token, only in the answer to its issue
/// @param revokedAt epoch seconds like all times; absent while the token is in force
record PlatformTokenDocument(
        String tokenId,
        @Nullable String token,
        String name,
        PlatformRole role,
        long uid,
        long issuedAt,
        long issuedBy,
        long expiresAt,
        @Nullable Long revokedAt) {

    static PlatformTokenDocument issued(PlatformGrant grant, String token) {
        return new PlatformTokenDocument(
                grant.tokenId(),
                token,
                grant.name(),
                grant.role(),
                grant.userId(),
                grant.issuedAt().getEpochSecond(),
                grant.issuedBy(),
                grant.expiresAt().getEpochSecond(),
                null);
    }
}
