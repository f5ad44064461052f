package io.sluice.events.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When the account facts in memory decide on rights.
@ConfigMapping(prefix = "sluice.account-view")
public interface AccountViewConfig {
    /// How long after its last answer from Kafka a service decides on rights. Later, revocations may be
    /// missing: it answers 503 and is not ready. One that stores the accounts itself is ready all the same.
    @WithDefault("60s")
    Duration maxAge();

    /// Whether the service stores the accounts itself, as schema-service does. Then its own rows say which
    /// account exists, and it is ready while Kafka is unavailable. Before it has read the accounts for the
    /// first time, it waits for Kafka for `max-age`.
    @WithDefault("false")
    boolean ownsAccounts();
}
