package io.sluice.data.batch;

import io.sluice.contracts.event.BatchProgressed;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.file.JobId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Publishes the progress of one batch, at most once in an interval.
final class ProgressMeter {
    private final BatchReceived batch;
    private final long attempt;
    private final BatchProgress progress;
    private final Clock clock;
    private final Duration interval;
    private Instant next;
    private long bytes;

    /// @param attempt its number
    ProgressMeter(BatchReceived batch, long attempt, BatchProgress progress, Clock clock, Duration interval) {
        this.batch = batch;
        this.attempt = attempt;
        this.progress = progress;
        this.clock = clock;
        this.interval = interval;
        this.next = clock.instant().plus(interval);
    }

    /// @param length bytes that were read just now
    void read(int length, long accepted, long refused) {
        bytes += length;
        var now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(interval);
        progress.publish(new BatchProgressed(
                batch.batchRef(),
                batch.accountId(),
                JobId.ofBatch(batch.batchRef(), batch.receivedAt()),
                attempt,
                bytes,
                batch.size(),
                accepted + refused,
                refused,
                batch.receivedAt(),
                now));
    }
}
