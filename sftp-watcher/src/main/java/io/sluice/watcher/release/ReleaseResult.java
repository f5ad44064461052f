package io.sluice.watcher.release;

import io.sluice.contracts.event.JobFinished;

/// What came of putting a judged file in its place.
public sealed interface ReleaseResult {

    /// The file lies in its place and the job's end is known.
    record Released(JobFinished finished) implements ReleaseResult {}

    /// It cannot be done, and trying again does not help.
    record Impossible(String reason) implements ReleaseResult {}
}
