/// Removes jobs and reports whose time is over. Start at [RetentionSchedule]; [ErasureSchedule] does it for
/// erased accounts.
@NullMarked
package io.sluice.job.retention;

import org.jspecify.annotations.NullMarked;
