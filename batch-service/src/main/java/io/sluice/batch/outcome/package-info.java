/// Takes what data-service says of batches: that it reads one, and what became of it. Start at
/// [BatchFinishedConsumer].
@NullMarked
package io.sluice.batch.outcome;

import org.jspecify.annotations.NullMarked;
