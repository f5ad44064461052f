package io.sluice.batch.outcome;

import io.sluice.batch.state.BatchOutcome;
import io.sluice.batch.state.BatchState;
import io.sluice.batch.state.Batches;
import io.sluice.contracts.event.BatchFinished;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Records the outcomes of batches from `batch-finished`.
@ApplicationScoped
class BatchFinishedConsumer {
    private final Batches batches;

    BatchFinishedConsumer(Batches batches) {
        this.batches = batches;
    }

    @Incoming("batch-finished")
    Uni<Void> take(BatchFinished finished) {
        var state = switch (finished.outcome()) {
            case SUCCESS -> BatchState.SUCCESS;
            case FAILED -> BatchState.ERROR;
        };
        return batches.finished(finished.batchRef(), state, outcome(finished), finished.finishedAt());
    }

    private static BatchOutcome outcome(BatchFinished finished) {
        return new BatchOutcome(
                finished.jobId(),
                between(finished.receivedAt(), finished.finishedAt()),
                finished.totalCount(),
                finished.succeededCount(),
                finished.failedCount(),
                finished.logKey());
    }

    /// Two machines say when, and their clocks may differ.
    private static Duration between(Instant received, Instant finished) {
        return finished.isBefore(received) ? Duration.ZERO : Duration.between(received, finished);
    }
}
