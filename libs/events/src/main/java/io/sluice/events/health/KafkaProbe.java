package io.sluice.events.health;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Asks a broker for the cluster's members.
@ApplicationScoped
class KafkaProbe implements HealthProbe {
    static final int TIMEOUT_MILLIS = 3_000;

    private final String bootstrapServers;
    private @Nullable Admin admin;

    KafkaProbe(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Effect effect() {
        return Effect.DEGRADED;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(3);
    }

    @Override
    public String run() throws InterruptedException {
        try {
            var brokers = admin().describeCluster().nodes().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            return brokers.size() == 1 ? "1 broker" : brokers.size() + " brokers";
        } catch (ExecutionException | TimeoutException silent) {
            throw new IllegalStateException("no broker answers within %d s".formatted(TIMEOUT_MILLIS / 1_000), silent);
        }
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = admin(bootstrapServers);
        }
        return admin;
    }

    /// A client that fails when no broker answers within the timeout.
    static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS));
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
