package io.sluice.data.day;

import java.time.Duration;
import java.time.Instant;

/// The clock of this instance is behind the one that changed the table last. Iceberg takes no change that is
/// more than a minute older than the one before it.
public final class ClockBehindException extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final Duration ALLOWED = Duration.ofSeconds(55);

    ClockBehindException(Instant changed, Instant now) {
        super("the table was changed at %s but the clock of this instance says %s; set the clocks of all instances"
                .formatted(changed, now));
    }
}
