package io.sluice.data.batch;

import io.sluice.contracts.event.BatchProgressed;

/// Publishes how far a batch is. Neither waits nor fails: a lost event does no harm.
@FunctionalInterface
public interface BatchProgress {
    void publish(BatchProgressed progress);
}
