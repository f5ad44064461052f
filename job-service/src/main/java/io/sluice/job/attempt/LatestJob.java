package io.sluice.job.attempt;

import io.sluice.job.folder.SeenFile;

/// What there is to say of a source's day.
public sealed interface LatestJob {
    /// A file was taken: the latest attempt.
    record Taken(Job job) implements LatestJob {}

    /// A file that arrived after the latest claim waits to be taken.
    ///
    /// @param attempt the number its job will have
    record Waiting(SeenFile file, int attempt) implements LatestJob {}

    /// Nothing was taken and nothing will be: what came for that day has a wrong name or place.
    ///
    /// @param example one of the files
    record OnlyIgnored(SeenFile example) implements LatestJob {}

    /// Nothing came for that day.
    record Nothing() implements LatestJob {}
}
