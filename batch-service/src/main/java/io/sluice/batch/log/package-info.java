/// The logs of batches: one line for each failed record (spec 2 section 1, step 7). Start at [LogResource].
@NullMarked
package io.sluice.batch.log;

import org.jspecify.annotations.NullMarked;
