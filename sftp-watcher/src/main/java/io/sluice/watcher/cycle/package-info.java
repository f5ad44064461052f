/// Runs the scan cycles and wires the watcher. Start at [WatchUploads].
@NullMarked
package io.sluice.watcher.cycle;

import org.jspecify.annotations.NullMarked;
