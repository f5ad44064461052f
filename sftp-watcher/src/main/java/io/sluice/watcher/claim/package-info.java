/// Claims complete uploads and announces them, also across crashes. Start at [TakeUploads].
@NullMarked
package io.sluice.watcher.claim;

import org.jspecify.annotations.NullMarked;
