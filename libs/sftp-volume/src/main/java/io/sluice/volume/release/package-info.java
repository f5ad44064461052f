/// What the watcher leaves for the archive: a record of each released file, below `/released`. Start at
/// [ReleaseRecords].
@NullMarked
package io.sluice.volume.release;

import org.jspecify.annotations.NullMarked;
