/// The current schema of a source, fetched from schema-service and compiled. Start reading at
/// [SourceSchemas].
@NullMarked
package io.sluice.validator.source;

import org.jspecify.annotations.NullMarked;
