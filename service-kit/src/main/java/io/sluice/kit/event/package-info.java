/// How events leave and enter a service. Start at [EventPublisher].
@NullMarked
package io.sluice.kit.event;

import org.jspecify.annotations.NullMarked;
