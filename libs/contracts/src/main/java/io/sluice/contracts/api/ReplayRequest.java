package io.sluice.contracts.api;

import io.sluice.contracts.file.JobRef;
import java.util.Optional;

/// The body of `POST /internal/replays`: asks the service that has the files for a new job of a file that had
/// one before. The answer is the [io.sluice.contracts.event.UploadClaimed] of the new job.
///
/// @param job the previous job
/// @param force whether the new job may replace a later attempt of the same day
/// @param laterAttempt what to answer when the caller knows of a later attempt
/// @param idempotencyKey a second request with the same key makes no second job
public record ReplayRequest(JobRef job, boolean force, Optional<String> laterAttempt, Optional<String> idempotencyKey) {
    /// JSON may lack the job.
    public ReplayRequest {
        if (job == null) {
            throw new IllegalArgumentException("a replay names its job");
        }
    }
}
