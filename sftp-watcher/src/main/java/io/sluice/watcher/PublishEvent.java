package io.sluice.watcher;

import io.smallrye.mutiny.Uni;

/// Publishes events to the other services.
@FunctionalInterface
public interface PublishEvent {
    /// Publishes one event. The item arrives when the broker holds the event durably, a failure when it may
    /// not.
    Uni<Void> publish(String topic, String key, Object event);
}
