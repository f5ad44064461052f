/// How the validator hands the accepted rows of a file to data-service (spec 5). Start at [DaySwap].
@NullMarked
package io.sluice.contracts.data;

import org.jspecify.annotations.NullMarked;
