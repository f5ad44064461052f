package io.sluice.validator.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.SchemaDocument;
import io.sluice.schemas.SchemaServiceUnavailableException;
import java.util.Optional;

/// Asks schema-service for the schema of a source.
public interface SchemaFetch {

    /// Fetches the schema, unless it still has the given ETag.
    ///
    /// @throws SchemaServiceUnavailableException if schema-service gives no usable response
    SchemaResponse fetch(AccountId account, SourceType source, Optional<String> knownEtag);

    /// The response of schema-service.
    sealed interface SchemaResponse {
        /// The schema still has the given ETag.
        record Unchanged() implements SchemaResponse {}

        /// The current schema.
        record Current(SchemaDocument document, Optional<String> etag) implements SchemaResponse {}

        /// There is no such source.
        record NotFound() implements SchemaResponse {}
    }
}
