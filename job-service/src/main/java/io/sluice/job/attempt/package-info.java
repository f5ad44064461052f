/// Jobs: what is recorded of each attempt to take a file, and what is answered about it. Start at [Job], then
/// [FindLatestJob].
@NullMarked
package io.sluice.job.attempt;

import org.jspecify.annotations.NullMarked;
