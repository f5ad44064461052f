/// The accepted rows of a file as data: a Parquet file that is written while the file is checked, and the
/// swap of the day that it becomes. Start reading at [DaySets].
@NullMarked
package io.sluice.validator.data;

import org.jspecify.annotations.NullMarked;
