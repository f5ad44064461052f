package io.sluice.archive;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Counts the work of the archive since the start, for its metrics. Thread-safe.
final class ArchiveTotals {
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong expired = new AtomicLong();
    private final AtomicBoolean held = new AtomicBoolean();

    void archived(long size) {
        files.incrementAndGet();
        bytes.addAndGet(size);
    }

    void failed() {
        failures.incrementAndGet();
    }

    void expired(long objects) {
        expired.addAndGet(objects);
    }

    void held(boolean now) {
        held.set(now);
    }

    long files() {
        return files.get();
    }

    /// Before compression.
    long bytes() {
        return bytes.get();
    }

    long failures() {
        return failures.get();
    }

    long expired() {
        return expired.get();
    }

    boolean isHeld() {
        return held.get();
    }
}
