package io.sluice.data.care;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long the oldest change of a day waits for what follows its commit: its announcement, its plain copy.
/// Thread-safe.
final class WaitingDays {
    private final DataSets sets;
    private final Clock clock;
    private volatile Optional<Instant> since = Optional.empty();

    WaitingDays(DataSets sets, Clock clock) {
        this.sets = sets;
        this.clock = clock;
    }

    /// Asks the database. While it does not answer, the last answer counts, so that the age grows.
    void look() {
        since = sets.waitingSince();
    }

    /// 0 when nothing waits.
    double seconds() {
        return since.map(moment -> (double)
                        Math.max(0, Duration.between(moment, clock.instant()).toSeconds()))
                .orElse(0.0);
    }
}
