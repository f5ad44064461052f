package io.sluice.watcher.release;

import io.sluice.contracts.event.JobFinished;

/// The result of releasing a validated file.
public sealed interface ReleaseResult {

    /// The file is in its place and the job's end is published.
    record Released(JobFinished finished) implements ReleaseResult {}

    /// The file cannot be released, and a retry fails the same way.
    record PermanentFailure(String reason) implements ReleaseResult {}
}
