package io.sluice.contracts.account;

import java.util.Set;

/// What every service knows about the tokens of administrators and services.
///
/// @param version grows with every change
/// @param revokedTokens ids (`jti`) of those that were revoked and have not yet expired
public record PlatformFacts(long version, Set<String> revokedTokens) {
    /// Before the first revocation.
    public static final PlatformFacts NONE = new PlatformFacts(0, Set.of());

    public PlatformFacts {
        revokedTokens = Set.copyOf(revokedTokens);
    }
}
