package io.sluice.cli.doctor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/// How Kafka is reached.
///
/// @param settings as Kafka's clients take them, `bootstrap.servers` among them
record KafkaAccess(Map<String, String> settings, Duration limit) {

    KafkaAccess {
        settings = Map.copyOf(settings);
    }

    String place() {
        return settings.getOrDefault(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere");
    }

    /// @throws KafkaException when the settings are refused, or no server's name is known
    Client open() {
        Map<String, Object> all = new HashMap<>(settings);
        var millis = (int) limit.toMillis();
        all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        all.put(AdminClientConfig.CLIENT_ID_CONFIG, "sluice-doctor");
        return new Client(Admin.create(all));
    }

    /// Closes without waiting for what is still asked.
    record Client(Admin admin) implements AutoCloseable {
        @Override
        public void close() {
            admin.close(Duration.ZERO);
        }
    }

    /// Waits; what the broker refuses comes as [KafkaException], too.
    static <T> T get(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException(Causes.of(refused), refused);
        }
    }
}
