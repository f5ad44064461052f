package io.sluice.data.intake;

import io.sluice.contracts.event.BatchReceived;
import io.sluice.events.delivery.Delivery;
import java.util.concurrent.atomic.AtomicInteger;

/// A received batch and the record that delivered it.
///
/// @param failures of this instance with it, for the delay until the next attempt
record BatchWork(BatchReceived batch, Delivery delivery, AtomicInteger failures) {
    BatchWork(BatchReceived batch, Delivery delivery) {
        this(batch, delivery, new AtomicInteger());
    }
}
