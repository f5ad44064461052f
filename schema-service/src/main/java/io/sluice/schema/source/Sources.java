package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Where sources and the versions of their schemas are kept. Unknown accounts fail with 404.
interface Sources {
    /// Decides about the source of that type while nobody else can: the function gets the present one, if
    /// any, and gives the one to store.
    Uni<Source> put(AccountId account, SourceType type, Function<Optional<Source>, Source> decide);

    /// Changes a source while nobody else can; a new version number stores a new version, an equal source
    /// nothing.
    Uni<Optional<Source>> change(AccountId account, SourceType type, UnaryOperator<Source> change);

    Uni<Optional<Source>> one(AccountId account, SourceType type);

    Uni<Optional<Source>> at(AccountId account, SourceType type, int version);

    /// In order of their types.
    Uni<List<Source>> all(AccountId account);

    /// Newest first, from the given version down; empty when there is no such source.
    Uni<List<Source>> versions(AccountId account, SourceType type, int from, int limit);
}
