/// What each account uses of its limits, and what follows when it uses too much. Start at [WatchLimits].
@NullMarked
package io.sluice.watcher.limit;

import org.jspecify.annotations.NullMarked;
