/// The days of data sets: an accepted file becomes the data of its day. Start reading at [SwapDays].
@NullMarked
package io.sluice.data.day;

import org.jspecify.annotations.NullMarked;
