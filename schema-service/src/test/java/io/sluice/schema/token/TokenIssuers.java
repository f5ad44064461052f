package io.sluice.schema.token;

import java.time.Clock;
import java.time.Duration;

/// Creates [IssueToken] with a signer that writes `signed` before the token's id.
public final class TokenIssuers {
    static final Duration LIFETIME = Duration.ofDays(10);
    static final Duration MAX_LIFETIME = Duration.ofDays(100);

    private TokenIssuers() {}

    public static IssueToken at(Clock clock) {
        return new IssueToken(grant -> "signed " + grant.tokenId(), clock, new Lifetimes(LIFETIME, MAX_LIFETIME));
    }
}
