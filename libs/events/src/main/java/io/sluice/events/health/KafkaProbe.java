package io.sluice.events.health;

import io.sluice.events.KafkaSettings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Asks a broker for the cluster's members.
@ApplicationScoped
class KafkaProbe implements HealthProbe {
    private final ProbingClient kafka;

    KafkaProbe(KafkaSettings settings) {
        this.kafka = new ProbingClient(settings);
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
        var brokers =
                kafka.answer(admin -> ProbingClient.get(admin.describeCluster().nodes()));
        return brokers.size() == 1 ? "1 broker" : brokers.size() + " brokers";
    }

    @PreDestroy
    void close() {
        kafka.close();
    }
}
