package io.sluice.job.retention;

import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/// Runs one removal after the other.
final class Removals {
    private static final Log LOG = Log.of(Removals.class);

    private Removals() {}

    /// A dependency that is unavailable stops the run; the next one goes on where this one ended.
    ///
    /// @param removal says how much it removed, and ends soon after the thread is interrupted
    static void run(String what, ToLongFunction<BooleanSupplier> removal) {
        if (isStopped()) {
            return;
        }
        try {
            var removed = removal.applyAsLong(Removals::isStopped);
            if (removed > 0) {
                LOG.info(
                        "removed after their retention",
                        LogFields.field("what", what),
                        LogFields.field("count", removed));
            }
        } catch (RuntimeException unavailable) {
            if (isStopped()) {
                return;
            }
            LOG.warn(
                    "not all could be removed after their retention, the next run goes on",
                    LogFields.field("what", what),
                    LogFields.cause(unavailable));
        }
    }

    private static boolean isStopped() {
        return Thread.currentThread().isInterrupted();
    }
}
