/// The way of events out of this service. See [Events].
@NullMarked
package io.sluice.watcher.event;

import org.jspecify.annotations.NullMarked;
