/// What a tenant declares about a source and what is left of it once checked; start reading at
/// [io.sluice.engine.schema.Schema].
@NullMarked
package io.sluice.engine.schema;

import org.jspecify.annotations.NullMarked;
