/// Removes mails whose time is over. Start at [RetentionSchedule].
@NullMarked
package io.sluice.notifier.retention;

import org.jspecify.annotations.NullMarked;
