package io.sluice.events;

import java.io.Serial;

/// An event has more than 1,000,000 bytes (`mp.messaging.outgoing.events.max.request.size`), or more than
/// Kafka takes: a permanent failure. Whoever sends it again gets the same answer.
public final class EventTooLargeException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /// @param key what the event is about
    public EventTooLargeException(String topic, String key, Throwable cause) {
        super("an event on %s about %s is larger than Kafka takes".formatted(topic, key), cause);
    }
}
