/// Announces the days that changed. Start reading at [PublishReplacedDays].
@NullMarked
package io.sluice.data.announcement;

import org.jspecify.annotations.NullMarked;
