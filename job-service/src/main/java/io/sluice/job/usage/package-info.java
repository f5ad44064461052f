/// How much of its limits an account uses (spec 1 section 7), and what its data sets hold. Start at
/// [CalculateUsage].
@NullMarked
package io.sluice.job.usage;

import org.jspecify.annotations.NullMarked;
