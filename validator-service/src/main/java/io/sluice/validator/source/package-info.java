/// What a source's files must look like: its schema as schema-service has it now, compiled. Start at
/// [SourceSchemas].
@NullMarked
package io.sluice.validator.source;

import org.jspecify.annotations.NullMarked;
