package io.sluice.validator.job;

import java.time.Duration;

/// How long to wait before the next attempt: twice as long each time, from the first pause up to the longest.
public record Backoff(Duration first, Duration longest) {
    private static final int LARGEST_SHIFT = 20;

    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "expected a first pause above 0 and a longest not below it but got %s and %s"
                            .formatted(first, longest));
        }
    }

    /// The pause after the n-th failure in a row, n from 1.
    public Duration after(int failures) {
        var pause = first.multipliedBy(1L << Math.min(failures - 1, LARGEST_SHIFT));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
