package io.sluice.data.intake;

import io.sluice.data.batch.PendingBatch;
import io.sluice.events.delivery.Delivery;

/// A batch to import and the record that delivered it.
record BatchWork(PendingBatch pending, Delivery delivery) {}
