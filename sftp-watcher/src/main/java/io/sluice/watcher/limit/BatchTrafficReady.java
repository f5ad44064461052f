package io.sluice.watcher.limit;

import io.sluice.events.health.HealthProbe;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Whether the batches of all accounts were read since the start. Before, nothing is taken and no usage is
/// published.
@Singleton
final class BatchTrafficReady implements HealthProbe {
    private final BatchTraffic traffic;
    private final BatchTrafficConsumer topic;

    BatchTrafficReady(BatchTraffic traffic, BatchTrafficConsumer topic) {
        this.traffic = traffic;
        this.topic = topic;
    }

    @Override
    public String name() {
        return "traffic of batches";
    }

    @Override
    public Effect effect() {
        return Effect.NOT_READY;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(3);
    }

    @Override
    public String run() {
        if (!traffic.isKnown()) {
            throw new IllegalStateException("the topic batch-traffic-measured is not read yet: " + topic.cause());
        }
        return "";
    }
}
