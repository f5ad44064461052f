/// When uploads are claimed: at once, or up to a moment of the day. Start at [PickupTimes].
@NullMarked
package io.sluice.watcher.pickup;

import org.jspecify.annotations.NullMarked;
