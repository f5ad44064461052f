/// The daily limit of an account, over both doors (spec 1 section 7). Start at [DailyMeter].
@NullMarked
package io.sluice.batch.traffic;

import org.jspecify.annotations.NullMarked;
