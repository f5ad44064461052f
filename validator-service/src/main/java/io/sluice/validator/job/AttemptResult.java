package io.sluice.validator.job;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.event.UploadValidated;
import java.time.Duration;
import java.util.Optional;

/// The result of one attempt to validate a claimed file.
public sealed interface AttemptResult {
    /// The outcome is stored: the file is not read again. [ValidateUpload#conclude] does the rest.
    ///
    /// @param data the rows that it accepts
    record Stored(UploadValidated outcome, Optional<DataFile> data, Origin origin) implements AttemptResult {}

    /// The outcome is stored and published.
    record Done(UploadValidated outcome, Origin origin) implements AttemptResult {}

    /// A transient failure: there is no outcome yet, or it is not published yet. Nothing is lost.
    record RetryLater(String reason, Cause cause, Duration delay) implements AttemptResult {}

    /// The outcome is stored, but Kafka takes no event of its size. The watcher ends the job.
    record Unpublishable(String reason) implements AttemptResult {}

    /// Where the outcome comes from.
    enum Origin {
        /// This attempt stored it.
        NEW,
        /// An earlier attempt stored it; this one only published it again.
        STORED_BEFORE
    }

    /// What a transient failure affects.
    enum Cause {
        /// Only this file; others can be validated.
        FILE,
        /// A dependency that all files need.
        DEPENDENCY
    }
}
