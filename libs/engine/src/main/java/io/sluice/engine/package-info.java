/// Checks delimited text against a schema in one streaming pass. Start reading at
/// [io.sluice.engine.ValidationPlan].
@NullMarked
package io.sluice.engine;

import org.jspecify.annotations.NullMarked;
