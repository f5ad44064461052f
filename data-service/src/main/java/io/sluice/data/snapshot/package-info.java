/// Snapshots of entities: the entities of a source as a file that other tools read. Start reading at
/// [BuildSnapshot].
@NullMarked
package io.sluice.data.snapshot;

import org.jspecify.annotations.NullMarked;
