/// One form for every log line of the services. Start at [Log].
@NullMarked
package io.sluice.events.log;

import org.jspecify.annotations.NullMarked;
