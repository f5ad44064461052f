package io.sluice.schema.outbox;

import java.time.Duration;

/// How long the revocation of a token is known.
public final class Revocations {
    /// After the token's own end. Services let a token in for a minute longer, because clocks differ
    /// (`mp.jwt.verify.clock.skew`), and their clocks may be behind that of the database.
    public static final Duration KEPT_AFTER_EXPIRY = Duration.ofHours(1);

    private Revocations() {}
}
