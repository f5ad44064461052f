package io.sluice.archive.replay;

import io.sluice.contracts.event.UploadClaimed;

/// The result of a request for a replay.
sealed interface ReplayResult {
    /// The file lies in `processing/` under a new job.
    record Claimed(UploadClaimed claim) implements ReplayResult {}

    /// A later attempt of the same day exists.
    ///
    /// @param which a sentence about it
    record LaterAttempt(String which) implements ReplayResult {}

    /// The account is over a limit and may only read, so nothing is added to its directory.
    record OverLimit() implements ReplayResult {}

    /// The file is neither in its final folder nor in the archive.
    record NoFile() implements ReplayResult {}

    /// A request with the same idempotency key is at work.
    record AtWork() implements ReplayResult {}

    /// The idempotency key belongs to the replay of another job.
    record ForeignKey(String jobId) implements ReplayResult {}
}
