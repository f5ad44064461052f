/// The schema that a tenant declares for a source, and its checked form. Start reading at
/// [io.sluice.engine.schema.Schema].
@NullMarked
package io.sluice.engine.schema;

import org.jspecify.annotations.NullMarked;
