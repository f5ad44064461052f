/// The sources of an account that take records, with their schemas, asked of schema-service. Start reading at
/// [RecordSources].
@NullMarked
package io.sluice.data.source;

import org.jspecify.annotations.NullMarked;
