package io.sluice.events;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/// The settings of the service's own Kafka clients: every key `kafka.*`, just as the channels get them, so
/// that a broker with TLS or SASL serves both or none.
@Singleton
public final class KafkaSettings {
    private static final String GROUP = "group.id";

    private final Map<String, Object> shared;

    /// @param shared every key `kafka.*` without its prefix
    public KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> shared) {
        var copy = new HashMap<>(shared);
        // Quarkus adds the application's name, which is the group of the channels.
        copy.remove(GROUP);
        this.shared = Map.copyOf(copy);
    }

    /// The settings of one client.
    ///
    /// @param own what only this client needs; it overrides the shared settings
    public Map<String, Object> with(Map<String, Object> own) {
        var all = new HashMap<>(shared);
        all.putAll(own);
        return all;
    }
}
