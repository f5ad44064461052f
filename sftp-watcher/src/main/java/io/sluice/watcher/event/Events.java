package io.sluice.watcher.event;

import io.smallrye.mutiny.Uni;

/// Makes facts known to the other services.
@FunctionalInterface
public interface Events {
    /// Sends one event; the item comes when the broker holds it durably, a failure when it may not.
    Uni<Void> publish(String topic, String key, Object event);
}
