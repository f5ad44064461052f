/// Replays: a new job of the file of an ended job. Start at [ReplayResource].
@NullMarked
package io.sluice.job.replay;

import org.jspecify.annotations.NullMarked;
