/// How events leave and enter a service. Start at [EventPublisher].
@NullMarked
package io.sluice.events;

import org.jspecify.annotations.NullMarked;
