package io.sluice.schema.token;

import java.time.Clock;
import java.time.Duration;

/// Makes the use case [IssueToken] for tests: tokens last 10 days, at most 100, and are signed by name.
public final class TokenIssuers {
    static final Duration LIFETIME = Duration.ofDays(10);
    static final Duration MAX_LIFETIME = Duration.ofDays(100);

    private TokenIssuers() {}

    public static IssueToken at(Clock clock) {
        return new IssueToken(grant -> "signed " + grant.tokenId(), clock, LIFETIME, MAX_LIFETIME);
    }
}
