/// Announces what became of batches. Start reading at [PublishOutcomes].
@NullMarked
package io.sluice.data.outcome;

import org.jspecify.annotations.NullMarked;
