/// A volume, a clock and a way for events made for tests. Start at [World].
@NullMarked
package io.sluice.watcher.testing;

import org.jspecify.annotations.NullMarked;
