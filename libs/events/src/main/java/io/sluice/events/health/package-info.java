/// Whether what a service needs works, and whether its work goes on. Start at [HealthProbe].
@NullMarked
package io.sluice.events.health;

import org.jspecify.annotations.NullMarked;
