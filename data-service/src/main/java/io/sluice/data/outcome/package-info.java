/// Announces what became of batches. Start reading at [OutcomeSchedule].
@NullMarked
package io.sluice.data.outcome;

import org.jspecify.annotations.NullMarked;
