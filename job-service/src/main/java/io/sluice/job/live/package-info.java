/// The live stream of an account's job events. Start at [LiveEvents].
@NullMarked
package io.sluice.job.live;

import org.jspecify.annotations.NullMarked;
