/// Tests of the whole service against a real PostgreSQL and a real Kafka. Start at [RealParts].
@NullMarked
package io.sluice.schema;

import org.jspecify.annotations.NullMarked;
