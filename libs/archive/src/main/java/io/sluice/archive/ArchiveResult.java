package io.sluice.archive;

import io.sluice.volume.release.ReleaseRecord;

/// What came of archiving one released file.
public sealed interface ArchiveResult {

    /// It lies in the archive and nowhere else.
    ///
    /// @param bytes freed on the volume, the report's not counted
    record Archived(ReleaseRecord record, long bytes) implements ArchiveResult {}

    /// Another watcher did it, or does it now.
    record NotOurs() implements ArchiveResult {}

    /// Somebody moved or removed it by hand: there is nothing to archive.
    record FileGone(ReleaseRecord record) implements ArchiveResult {}
}
