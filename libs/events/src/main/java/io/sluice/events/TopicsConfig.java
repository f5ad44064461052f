package io.sluice.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the services create the topics that are missing. An existing topic is never changed.
@ConfigMapping(prefix = "sluice.kafka")
interface TopicsConfig {
    /// The partitions of each topic: at most so many instances of a service share its work.
    @WithDefault("12")
    int partitions();

    /// On how many brokers each partition is stored.
    @WithDefault("1")
    int replicationFactor();

    /// How many of these brokers must have a record before it counts as published.
    @WithDefault("1")
    int minInSyncReplicas();

    /// How long events are kept. A service that is down for longer misses some.
    @WithDefault("7d")
    Duration retention();

    /// How long events are kept that no service could handle.
    @WithDefault("30d")
    Duration deadLetterRetention();
}
