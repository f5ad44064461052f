/// Real parts in miniature, each an object that starts, stops and can be killed; start reading at
/// [EmbeddedKafka].
@NullMarked
package io.sluice.devstack.parts;

import org.jspecify.annotations.NullMarked;
