/// How much of its limits an account uses (spec 1 section 7). Start at [CalculateUsage].
@NullMarked
package io.sluice.job.usage;

import org.jspecify.annotations.NullMarked;
