/// Measures what each account uses of its limits, and enforces them. Start at [WatchLimits].
@NullMarked
package io.sluice.watcher.limit;

import org.jspecify.annotations.NullMarked;
