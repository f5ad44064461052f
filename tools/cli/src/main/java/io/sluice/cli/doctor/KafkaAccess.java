package io.sluice.cli.doctor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/// The way to Kafka.
///
/// @param settings of Kafka's clients, including `bootstrap.servers`
record KafkaAccess(Map<String, String> settings, Duration limit) {

    KafkaAccess {
        settings = Map.copyOf(settings);
    }

    String place() {
        return settings.getOrDefault(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere");
    }

    /// @throws KafkaException if Kafka's client refuses the settings or knows no server's name
    Client open() {
        Map<String, Object> all = new HashMap<>(settings);
        var millis = (int) limit.toMillis();
        all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        all.put(AdminClientConfig.CLIENT_ID_CONFIG, "sluice-doctor");
        return new Client(Admin.create(all));
    }

    /// Closes without waiting for open requests.
    record Client(Admin admin) implements AutoCloseable {
        @Override
        public void close() {
            admin.close(Duration.ZERO);
        }
    }

    /// Waits for the answer; a refusal of the broker is a [KafkaException], too.
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
