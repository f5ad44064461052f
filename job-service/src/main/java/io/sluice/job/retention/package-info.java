/// Removes jobs and reports whose time is over. Start at [RetentionSchedule].
@NullMarked
package io.sluice.job.retention;

import org.jspecify.annotations.NullMarked;
