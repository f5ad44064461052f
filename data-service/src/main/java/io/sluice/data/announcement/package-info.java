/// Announces the days that changed. Start reading at [AnnouncementSchedule].
@NullMarked
package io.sluice.data.announcement;

import org.jspecify.annotations.NullMarked;
