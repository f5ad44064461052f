/// How much memory a job may take: for the unique values of its file, with where they go beyond it, and for
/// the data file that is written. Start reading at [UniqueMemory].
@NullMarked
package io.sluice.validator.memory;

import org.jspecify.annotations.NullMarked;
