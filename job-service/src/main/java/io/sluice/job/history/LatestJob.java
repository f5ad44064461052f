package io.sluice.job.history;

import io.sluice.job.folder.UnclaimedFile;

/// The latest job of a source for a data date.
public sealed interface LatestJob {
    /// A file was claimed. This is the latest attempt.
    record Claimed(Job job) implements LatestJob {}

    /// A file that arrived after the latest claim waits for its own.
    ///
    /// @param attempt the number its job will have
    record Waiting(UnclaimedFile file, int attempt) implements LatestJob {}

    /// No file was claimed. The files for the date have a wrong name or place.
    ///
    /// @param example one of the files
    record OnlyIgnored(UnclaimedFile example) implements LatestJob {}

    /// No file arrived for the date.
    record NothingReceived() implements LatestJob {}

    /// No file for the date is recorded, but there may be one.
    record NotKnown(Doubt doubt) implements LatestJob {}

    /// Why what is recorded may be old.
    enum Doubt {
        /// Events have not arrived yet.
        EVENTS_LATE,
        /// Nobody looks into the folders.
        NOT_WATCHED,
        /// The volume denies the folders of this account.
        FOLDERS_DENIED
    }
}
