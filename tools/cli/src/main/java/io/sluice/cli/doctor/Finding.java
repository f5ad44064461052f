package io.sluice.cli.doctor;

import java.time.Duration;

/// The outcome of one check, and how long it took.
record Finding(Subject subject, CheckOutcome outcome, Duration took) {

    boolean isBad() {
        return outcome instanceof CheckOutcome.Bad;
    }
}
