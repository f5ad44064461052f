package io.sluice.schema.source;

import io.sluice.contracts.account.SourceType;
import java.util.List;
import java.util.Optional;

/// Some of an account's sources, in the order of their types.
///
/// @param next the last source of this page if there are more
record SourcePage(List<Source> sources, Optional<SourceType> next) {
    SourcePage {
        sources = List.copyOf(sources);
    }
}
