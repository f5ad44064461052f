package io.sluice.cli.doctor;

import java.time.Duration;
import java.time.Instant;

/// Compares a remote clock with this machine's. A time between the moments before and after the request is in
/// step.
final class Skew {
    private Skew() {}

    /// How far the reported time is ahead (negative: behind).
    ///
    /// @param resolution the resolution to which the reported time was cut
    static Duration of(Instant before, Instant reported, Instant after, Duration resolution) {
        if (reported.isAfter(after)) {
            return Duration.between(after, reported);
        }
        var latest = reported.plus(resolution);
        return latest.isBefore(before) ? Duration.between(before, latest) : Duration.ZERO;
    }

    /// The outcome for the clock at this place.
    static CheckOutcome judge(Duration skew, Duration limit, String place) {
        if (skew.abs().compareTo(limit) <= 0) {
            return new CheckOutcome.Good("in step within %s (%s)".formatted(text(skew.abs()), place));
        }
        return new CheckOutcome.Bad(
                "its clock is %s %s this machine's (%s)"
                        .formatted(text(skew.abs()), skew.isNegative() ? "behind" : "ahead of", place),
                "at most " + text(limit),
                "look at NTP on both machines: timedatectl status, or chronyc tracking");
    }

    private static String text(Duration duration) {
        return duration.toSeconds() < 10
                ? String.format(java.util.Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0)
                : duration.toSeconds() + " s";
    }
}
