/// Brings released files from the volume to the object store, in time and without losing one. Start at
/// [ArchiveUploads].
@NullMarked
package io.sluice.archive;

import org.jspecify.annotations.NullMarked;
