/// Decides which waiting file is next: in order within a day, fair between accounts, small files beside big
/// ones. Start reading at [WorkQueue].
@NullMarked
package io.sluice.validator.queue;

import org.jspecify.annotations.NullMarked;
