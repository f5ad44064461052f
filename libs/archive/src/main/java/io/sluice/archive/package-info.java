/// Moves released files from the volume to the object store, and removes expired ones. Start at
/// [ArchiveUploads].
///
/// A service hosts it: it implements [WorkspaceUse] and [io.sluice.archive.replay.NewJobIds]. The archive
/// learns of released files from their records alone ([io.sluice.volume.release]).
@NullMarked
package io.sluice.archive;

import org.jspecify.annotations.NullMarked;
