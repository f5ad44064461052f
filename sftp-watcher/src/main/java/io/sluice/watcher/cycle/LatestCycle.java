package io.sluice.watcher.cycle;

import io.sluice.watcher.cycle.WatchUploads.CycleResult;

/// The result of the latest scan cycle.
sealed interface LatestCycle {

    /// The latest completed cycle.
    CycleResult result();

    /// The service has just started.
    record NoneYet() implements LatestCycle {
        @Override
        public CycleResult result() {
            return CycleResult.NOTHING;
        }
    }

    /// The cycle was completed.
    record Done(CycleResult result) implements LatestCycle {}

    /// The cycle failed.
    ///
    /// @param result of the latest completed cycle
    record Failed(CycleResult result, String reason) implements LatestCycle {}
}
