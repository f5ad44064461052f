package io.sluice.schema.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How often a source may change. Each change makes the next version, so the time of one version says
/// whether there were too many since.
///
/// @param changesPerHour 1 or more
record ChangePace(int changesPerHour) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int FIRST_CHANGE = 2;

    ChangePace {
        if (changesPerHour < 1) {
            throw new IllegalArgumentException(
                    "sluice.source.changes-per-hour is %d, expected 1 or more".formatted(changesPerHour));
        }
    }

    /// The version that must be an hour old before the source changes again; empty when there were fewer
    /// changes. Version 1 is no change.
    Optional<Integer> decisiveVersion(int current) {
        return Optional.of(current - changesPerHour + 1).filter(version -> version >= FIRST_CHANGE);
    }

    /// How long until the source may change again; empty when it may change now. Never more than an hour,
    /// also when another instance's clock is ahead.
    ///
    /// @param decisive when the decisive version was made
    Optional<Duration> timeToWait(Instant decisive, Instant now) {
        var left = Duration.between(now, decisive.plus(HOUR));
        return left.isPositive()
                ? Optional.of(left.compareTo(HOUR) > 0 ? HOUR : left.plusSeconds(1))
                : Optional.empty();
    }
}
