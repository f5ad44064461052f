/// Reads requests: bodies, parameters, who sends them. Start at [Bodies].
@NullMarked
package io.sluice.schema.request;

import org.jspecify.annotations.NullMarked;
