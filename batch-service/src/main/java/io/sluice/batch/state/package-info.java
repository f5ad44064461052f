/// Batches, their states and the bytes that they took, as they are recorded. Start at [Batch].
@NullMarked
package io.sluice.batch.state;

import org.jspecify.annotations.NullMarked;
