package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/// How use cases store sources and the versions of their schemas.
interface Sources {
    /// Stores what the function creates. Nobody else changes the source until then.
    ///
    /// @param decide gets the stored source of the type, if there is one
    Uni<SourceCreation> create(AccountId account, SourceType type, Function<Optional<Source>, SourceCreation> decide);

    /// Stores what the function changes; a new version number makes a new version. Nobody else changes the
    /// source until then.
    Uni<SourceChange> change(AccountId account, SourceType type, Function<Source, SourceChange> decide);
}
