package io.sluice.schema.token;

import io.smallrye.config.ConfigMapping;
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
}
