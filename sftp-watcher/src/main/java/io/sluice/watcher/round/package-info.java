/// Runs the watcher's rounds and puts its parts together. Start at [WatchUploads].
@NullMarked
package io.sluice.watcher.round;

import org.jspecify.annotations.NullMarked;
