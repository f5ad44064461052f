package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/// How use cases store sources and the versions of their schemas.
interface Sources {
    /// Stores what the function creates. If the source changes meanwhile, the function decides again.
    ///
    /// @param decide gets the stored source of the type, if there is one; may take a while
    Uni<SourceCreation> create(AccountId account, SourceType type, Function<Optional<Source>, SourceCreation> decide);

    /// Stores what the function changes; a new version number makes a new version. If the source changes
    /// meanwhile, the function decides again.
    ///
    /// @param decide may take a while
    Uni<SourceChange> change(AccountId account, SourceType type, Function<Source, SourceChange> decide);
}
