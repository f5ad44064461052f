package io.sluice.data.entity;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.smallrye.mutiny.Uni;

/// The entities that there are.
public interface Entities {
    /// The entity of a key.
    ///
    /// @param maxSize bytes of its value; a larger one is not read
    Uni<EntityLookup> find(AccountId account, SourceType source, String key, int maxSize);

    /// Those after a place, in its order; a page of at most so many.
    Uni<EntityPage> list(AccountId account, SourceType source, EntityPlace after, int limit);
}
