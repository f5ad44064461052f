package io.sluice.events.delivery;

/// The record that delivered an event. Both methods return at once and retry in the background while the
/// broker is unavailable.
public interface Delivery {
    /// Acknowledges the record: its work is durable.
    void acknowledge();

    /// Sends the record to the dead letters with the reason.
    void deadLetter(String reason);
}
