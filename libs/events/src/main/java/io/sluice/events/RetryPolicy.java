package io.sluice.events;

import java.time.Duration;

/// How long to wait between the attempts of work that fails: twice as long after each failure, up to a
/// longest delay.
///
/// @param firstDelay the wait after the first failure, above 0
/// @param longestDelay no wait is longer
public record RetryPolicy(Duration firstDelay, Duration longestDelay) {
    /// Keeps `firstDelay << doublings` in range; the longest delay is reached long before.
    private static final int MOST_DOUBLINGS = 20;

    public RetryPolicy {
        if (!firstDelay.isPositive() || longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "expected 0 < first delay <= longest delay but got %s and %s".formatted(firstDelay, longestDelay));
        }
    }

    /// The wait after an attempt that failed.
    ///
    /// @param attempt counted from 1
    public Duration delayAfter(int attempt) {
        var delay = firstDelay.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
    }
}
