package io.sluice.data.batch;

import io.sluice.contracts.event.BatchReceived;

/// A batch that this process has to import, and what it knows of its attempts. One thread at a time works on
/// it.
public final class PendingBatch {
    private final BatchReceived batch;
    private volatile boolean isNoted;
    private int failures;

    public PendingBatch(BatchReceived batch) {
        this.batch = batch;
    }

    public BatchReceived batch() {
        return batch;
    }

    /// Whether an attempt of this process is noted in the database. An attempt that waits for a dependency is
    /// not noted again: an outage must not count as many failures.
    boolean isNoted() {
        return isNoted;
    }

    void setNoted(boolean noted) {
        isNoted = noted;
    }

    /// An attempt failed unexpectedly: its note stays, and the next one is noted, too.
    public void failedUnexpectedly() {
        isNoted = false;
    }

    /// Counts a failure of any kind; how many there were.
    public int countFailure() {
        return ++failures;
    }
}
