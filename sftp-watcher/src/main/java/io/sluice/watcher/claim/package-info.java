/// Takes complete uploads and announces them, over crashes too. Start at [TakeUploads].
@NullMarked
package io.sluice.watcher.claim;

import org.jspecify.annotations.NullMarked;
