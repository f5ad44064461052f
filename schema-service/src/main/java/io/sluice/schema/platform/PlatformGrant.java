package io.sluice.schema.platform;

import java.time.Instant;

/// What a token of an administrator or a service says; the token itself is its signed form and is stored
/// nowhere.
///
/// @param tokenId the claim `jti`
/// @param name who or what it is for
/// @param userId the claim `uid`
/// @param issuedBy the user id of the administrator who issued it; 0 for a token of the installation
public record PlatformGrant(
        String tokenId,
        String name,
        PlatformRole role,
        long userId,
        Instant issuedAt,
        long issuedBy,
        Instant expiresAt) {

    public PlatformGrant {
        if (!expiresAt.isAfter(issuedAt)) {
            throw new IllegalArgumentException(
                    "a token issued at %s would expire at %s".formatted(issuedAt, expiresAt));
        }
    }
}
