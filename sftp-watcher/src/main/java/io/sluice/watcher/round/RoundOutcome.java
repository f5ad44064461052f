package io.sluice.watcher.round;

import io.sluice.watcher.round.WatchUploads.Round;

/// How the latest round went.
sealed interface RoundOutcome {

    /// The latest round that was done.
    Round round();

    /// The service has just started.
    record NoneYet() implements RoundOutcome {
        @Override
        public Round round() {
            return new Round(0, 0, 0, 0);
        }
    }

    /// The round was done.
    record Done(Round round) implements RoundOutcome {}

    /// The round broke off.
    ///
    /// @param round the last one that was done
    record Failed(Round round, String reason) implements RoundOutcome {}
}
