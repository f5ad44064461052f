/// What time a service believes it is. Start at [DateHeader].
@NullMarked
package io.sluice.kit.clock;

import org.jspecify.annotations.NullMarked;
