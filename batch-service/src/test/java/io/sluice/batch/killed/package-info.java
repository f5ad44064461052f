/// The packaged service as a process that is killed. Start at [KilledIT].
@NullMarked
package io.sluice.batch.killed;

import org.jspecify.annotations.NullMarked;
