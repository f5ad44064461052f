package io.sluice.validator.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import java.util.Optional;

/// Asks schema-service for a source.
public interface SchemaFetch {

    /// Asks for the source, or only whether it is still the version of that ETag.
    ///
    /// @throws SchemaServiceUnavailableException when there is no answer that can be relied on
    Answer fetch(AccountId account, SourceType source, Optional<String> knownEtag);

    /// What schema-service says.
    sealed interface Answer {
        /// The version of the known ETag is the present one.
        record Unchanged() implements Answer {}

        /// The present version.
        record Present(SourceDocument source, Optional<String> etag) implements Answer {}

        /// There is no such source.
        record Absent() implements Answer {}
    }
}
