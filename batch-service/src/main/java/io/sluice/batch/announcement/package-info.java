/// Publishes what the tables say and the topics do not yet (an outbox). Start at [AnnouncementSchedule].
@NullMarked
package io.sluice.batch.announcement;

import org.jspecify.annotations.NullMarked;
