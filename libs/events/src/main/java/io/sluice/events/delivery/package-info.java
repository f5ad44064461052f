/// Takes events that are long work: as many at a time as may be in memory, each acknowledged when its work is
/// durable. Start reading at [BoundedIntake].
@NullMarked
package io.sluice.events.delivery;

import org.jspecify.annotations.NullMarked;
