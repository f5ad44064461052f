/// Moves validated files and their reports to their final folders and publishes the end of their jobs. Start
/// at [ReleaseUpload].
@NullMarked
package io.sluice.watcher.release;

import org.jspecify.annotations.NullMarked;
