package io.sluice.validator.data;

import io.sluice.engine.RowSink;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// The threads that write rows of large files. There are fewer than cores, so that they do not take the time
/// of those that check. Thread-safe.
public final class WritingThreads {
    private final Semaphore free;

    /// @param most threads at the same time; may be 0
    public WritingThreads(int most) {
        this.free = new Semaphore(most);
    }

    /// A thread for the rows of one file, if there is one left.
    Optional<WritingThread> begin(RowSink rows) {
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        var begun = false;
        try {
            var thread = new WritingThread(rows, free::release);
            begun = true;
            return Optional.of(thread);
        } finally {
            // The system may have no thread left.
            if (!begun) {
                free.release();
            }
        }
    }
}
