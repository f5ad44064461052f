package io.sluice.archive.replay;

import io.sluice.archive.ArchivedFile;
import io.sluice.volume.release.ReleaseRecord;

/// Where the file of an ended job lies.
sealed interface ReplaySource {
    /// In `processed/` or `invalid/`.
    record Released(ReleaseRecord record) implements ReplaySource {}

    /// Still in `processing/`.
    record Kept(String path) implements ReplaySource {}

    /// In the object store, compressed.
    record Archived(ArchivedFile file) implements ReplaySource {}
}
