/// Time that no change of the clock disturbs. See [Ticker].
@NullMarked
package io.sluice.watcher.time;

import org.jspecify.annotations.NullMarked;
