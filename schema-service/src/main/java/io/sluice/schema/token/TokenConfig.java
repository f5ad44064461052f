package io.sluice.schema.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How tokens are issued.
@ConfigMapping(prefix = "sluice.token")
public interface TokenConfig {
    /// The claim `iss`.
    String issuer();

    /// The claim `aud`.
    String audience();

    /// How long a token lasts when its expiry is not given.
    Duration lifetime();

    /// How long it can last at most.
    Duration maxLifetime();

    /// How many tokens of an account may be in force at the same time.
    @WithDefault("100")
    int maxInForce();

    /// How many tokens of an account are kept: those in force, those that were revoked, and those that have
    /// expired. The oldest expired ones go first. Every service holds the revoked ones until they expire.
    @WithDefault("1000")
    int maxKept();
}
