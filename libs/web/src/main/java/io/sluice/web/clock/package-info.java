/// What time a service believes it is. Start at [DateHeader].
@NullMarked
package io.sluice.web.clock;

import org.jspecify.annotations.NullMarked;
