/// Real parts in small, each an object that can be started, stopped and killed. Start at [EmbeddedKafka].
@NullMarked
package io.sluice.devstack.parts;

import org.jspecify.annotations.NullMarked;
