/// Finds uploads on a volume, claims them, and releases them after their validation. What several packages
/// share lies here; the scan cycle that drives it all is [io.sluice.watcher.cycle.WatchUploads].
@NullMarked
package io.sluice.watcher;

import org.jspecify.annotations.NullMarked;
