/// Which of the waiting files is worked on next: in order within a day, fair between accounts, big beside
/// small. Start at [WorkQueue].
@NullMarked
package io.sluice.validator.queue;

import org.jspecify.annotations.NullMarked;
