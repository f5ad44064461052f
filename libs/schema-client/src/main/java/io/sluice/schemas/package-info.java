/// Requests to schema-service, for the services that read schemas. Start reading at [SchemaServiceRequests].
@NullMarked
package io.sluice.schemas;

import org.jspecify.annotations.NullMarked;
