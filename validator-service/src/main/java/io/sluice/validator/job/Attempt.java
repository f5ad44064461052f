package io.sluice.validator.job;

import io.sluice.contracts.event.UploadValidated;
import java.time.Duration;

/// What came of an attempt to validate a claimed file.
public sealed interface Attempt {
    /// The outcome is stored and announced.
    record Done(UploadValidated outcome, History history) implements Attempt {}

    /// There is no outcome yet, or it is not announced; nothing is lost.
    record Later(String reason, Cause cause, Duration delay) implements Attempt {}

    /// There will never be an outcome; people must look at it.
    record Hopeless(String reason) implements Attempt {}

    /// Whether the outcome was made in this attempt.
    enum History {
        NEW,
        /// It was stored before and only announced again.
        REPEATED
    }

    /// Why an attempt must be repeated.
    enum Cause {
        /// This file alone; others can go on.
        FILE,
        /// Something all files need.
        SURROUNDINGS
    }
}
