package io.sluice.archive;

import io.sluice.volume.release.ReleaseRecord;

/// The result of archiving one released file.
public sealed interface ArchiveResult {

    /// The file is in the archive and no longer on the volume.
    ///
    /// @param bytes freed on the volume, without those of the report
    record Archived(ReleaseRecord record, long bytes) implements ArchiveResult {}

    /// Another watcher archived the file, or is archiving it now.
    record NotOurs() implements ArchiveResult {}

    /// Somebody moved or removed the file by hand, so there is nothing to archive.
    record FileGone(ReleaseRecord record) implements ArchiveResult {}
}
