/// The events between the services and their topics. Start at [Topics].
@NullMarked
package io.sluice.contracts.event;

import org.jspecify.annotations.NullMarked;
