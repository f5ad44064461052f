/// Decides which waiting task is next: in order within a lane, fair between accounts, small ones beside big
/// ones. Start reading at [WorkQueue].
@NullMarked
package io.sluice.threads.queue;

import org.jspecify.annotations.NullMarked;
